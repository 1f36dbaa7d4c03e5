using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>The entity that ties the chunks of a streamed message together (Activity specification 3.4, <c>streaminfo</c>).</summary>
public static class StreamInfo
{
    /// <summary>The entity's type.</summary>
    public const string EntityType = "streaminfo";

    /// <summary>Name of the property that holds the stream's id.</summary>
    public const string StreamId = "streamId";

    /// <summary>Name of the property that holds <c>streaming</c> or <c>final</c>.</summary>
    public const string StreamType = "streamType";

    /// <summary>Name of the property that counts the chunks.</summary>
    public const string StreamSequence = "streamSequence";

    private const string Streaming = "streaming";
    private const string Final = "final";

    /// <summary>Marks a chunk.</summary>
    /// <param name="streamId">The stream; null for the first chunk where the channel gives the id.</param>
    /// <param name="sequence">Greater than that of every earlier chunk.</param>
    public static Entity ForChunk(string? streamId, int sequence)
    {
        var entity = Create(streamId, Streaming);
        entity.Properties![StreamSequence] = JsonSerializer.SerializeToElement(sequence, ActivityJson.Context.Int32);
        return entity;
    }

    /// <summary>Marks the message that ends a stream.</summary>
    public static Entity ForFinal(string streamId) => Create(streamId, Final);

    /// <summary>The entity; null when the activity belongs to no stream.</summary>
    public static Entity? Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.Entities?.FirstOrDefault(entity => entity.Type == EntityType);
    }

    /// <summary>The stream that the message ends; null when it ends none.</summary>
    public static string? EndedBy(Activity activity) =>
        Of(activity) is { } info && info.GetString(StreamType) == Final ? info.GetString(StreamId) : null;

    private static Entity Create(string? streamId, string type)
    {
        var entity = new Entity { Type = EntityType };
        entity.SetString(StreamType, type);
        entity.SetString(StreamId, streamId);
        return entity;
    }
}
