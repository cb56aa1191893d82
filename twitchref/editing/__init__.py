"""What an editor asks for beside checking: what a code is about, and to have mended what is mechanical."""
