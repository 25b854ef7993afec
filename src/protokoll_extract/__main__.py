"""``python -m protokoll_extract`` is the same as ``protokoll``."""

from protokoll_extract.cli import main

if __name__ == "__main__":
    main()
