"""SQL: tables, repositories, search index, upgrade steps. A row never leaves this room."""
