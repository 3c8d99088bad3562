"""Why a plan is impossible and what it would take: a quick look, conflicts, repairs, nominations."""
