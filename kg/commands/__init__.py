"""The commands of `kg`, by what they are for; `kg.cli` puts them together."""
