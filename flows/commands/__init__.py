"""What the commands of the command line do, imported when one of them runs."""
