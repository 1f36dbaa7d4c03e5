namespace AssistantBot.Knowledge.Retrieval;

/// <summary>A question asked of the knowledge base.</summary>
/// <param name="Text">The person's words.</param>
/// <param name="Audience">Who asks: <see cref="Audience.Clients"/> sees entries for clients and for all, <see cref="Audience.Employees"/> those for employees and for all, <see cref="Audience.All"/> everything (evaluation only).</param>
/// <param name="Language">Language of the question, <c>fr</c> or <c>en</c>; null when it is to be detected.</param>
public sealed record RetrievalQuery(string Text, Audience Audience, string? Language = null)
{
    /// <summary>The person's earlier questions in this conversation, latest last, for follow-ups such as "et pour les stagiaires ?".</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>The entry that answered the latest of them, or null when that is to be found out.</summary>
    public string? EarlierEntryId { get; init; }

    /// <summary>The question as a vector of the configured embedding model, to be fused in; null for words alone.</summary>
    public ReadOnlyMemory<float>? Vector { get; init; }
}
