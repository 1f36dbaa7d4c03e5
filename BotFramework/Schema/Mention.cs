using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>A mention of an account. In Teams <see cref="Text"/> stands literally in the activity's text.</summary>
/// <param name="Mentioned">Who is mentioned.</param>
/// <param name="Text">For example <c>&lt;at&gt;Name&lt;/at&gt;</c>, XML-encoded.</param>
public sealed record Mention(ChannelAccount Mentioned, string? Text)
{
    /// <summary>The entity type.</summary>
    public const string EntityType = "mention";

    /// <summary>Reads a mention; null when the entity is something else or malformed.</summary>
    public static Mention? From(Entity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (!EntityType.Equals(entity.Type, StringComparison.OrdinalIgnoreCase) || entity.Properties is null
            || !entity.Properties.TryGetValue("mentioned", out var mentioned) || mentioned.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return mentioned.Deserialize(ActivityJson.Context.ChannelAccount) is { } account ? new Mention(account, entity.GetString("text")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The entity to put on an activity.</summary>
    public Entity ToEntity()
    {
        var entity = new Entity { Type = EntityType };
        entity.SetString("text", Text);
        (entity.Properties ??= new Dictionary<string, JsonElement>())["mentioned"] =
            JsonSerializer.SerializeToElement(Mentioned, ActivityJson.Context.ChannelAccount);
        return entity;
    }
}
