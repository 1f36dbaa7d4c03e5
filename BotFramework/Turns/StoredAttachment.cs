namespace AssistantBot.BotFramework.Turns;

/// <summary>A file that came with an activity, kept with its conversation.</summary>
/// <param name="Id">Id of ours, unguessable.</param>
/// <param name="Name">Name to show, made safe.</param>
/// <param name="ContentType">Media type, decided from the bytes.</param>
/// <param name="Content">The bytes.</param>
public sealed record StoredAttachment(string Id, string Name, string ContentType, byte[] Content)
{
    private const string Scheme = "attachment:";

    /// <summary>What stands in a stored activity's <c>contentUrl</c>. It opens nothing: links are signed when somebody may see them.</summary>
    public static string ReferenceTo(string id) => Scheme + id;

    /// <summary>The id that a <c>contentUrl</c> refers to; null when it is no reference of ours.</summary>
    public static string? IdIn(string? contentUrl) =>
        contentUrl?.StartsWith(Scheme, StringComparison.Ordinal) == true ? contentUrl[Scheme.Length..] : null;
}
