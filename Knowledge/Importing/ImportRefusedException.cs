namespace AssistantBot.Knowledge.Importing;

/// <summary>A file that cannot be read at all, with the place and the reason.</summary>
/// <param name="place">Line, paragraph or page, counted from 1; 0 for the whole file.</param>
/// <param name="reason">What is wrong and what would be right, one English sentence.</param>
internal sealed class ImportRefusedException(int place, string reason) : Exception(reason)
{
    public int Place { get; } = place;
}
