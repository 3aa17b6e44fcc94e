"""One line a night, bound to the line before, over all that was posted and every case's history."""
