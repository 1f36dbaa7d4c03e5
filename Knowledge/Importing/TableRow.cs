namespace AssistantBot.Knowledge.Importing;

/// <summary>A row of a table.</summary>
/// <param name="Line">The line it begins on, counted from 1.</param>
/// <param name="Cells">Its cells, without quotes.</param>
internal sealed record TableRow(int Line, List<string> Cells);
