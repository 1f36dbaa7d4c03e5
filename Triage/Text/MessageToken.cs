namespace AssistantBot.Triage.Text;

/// <summary>A folded word of a message and where it was read.</summary>
/// <param name="Start">First character in <see cref="MessageText.Folded"/>.</param>
/// <param name="Length">Length in <see cref="MessageText.Folded"/>.</param>
/// <param name="OriginalStart">First character in the message as written.</param>
/// <param name="OriginalEnd">One past the last character in the message as written.</param>
/// <param name="Sentence">Index of its sentence.</param>
/// <param name="IsNumber">True for digits only.</param>
internal readonly record struct MessageToken(
    int Start, int Length, int OriginalStart, int OriginalEnd, int Sentence, bool IsNumber);
