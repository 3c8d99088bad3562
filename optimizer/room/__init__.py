"""The room a possible plan leaves: how far each bound can go, what it costs, why each person is in or out, other rosters."""
