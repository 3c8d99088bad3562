"""The live workbook of a roster: lists to edit, tables that count by themselves, and everything behind them."""
