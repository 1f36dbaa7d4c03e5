using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Handoff;

/// <summary>Marks what a person of the team says, so that nobody takes it for the machine's or the other way round.</summary>
public static class AssistantVoice
{
    /// <summary>Name of the property of <c>channelData</c> that holds <c>{ name }</c> of the assistant who speaks.</summary>
    public const string Property = "assistant";

    /// <summary>A message from an assistant.</summary>
    /// <param name="text">Markdown; on channels where a bot's name cannot change it begins with theirs.</param>
    /// <param name="name">Display name.</param>
    public static Activity Say(string text, string name)
    {
        var activity = Activity.CreateMessage(text);
        activity.ChannelData = JsonSerializer.SerializeToElement(
            new Dictionary<string, Dictionary<string, string>> { [Property] = new() { ["name"] = name } });
        return activity;
    }

    /// <summary>Puts the assistant's name on the sender after the turn has addressed the activity.</summary>
    public static void Sign(Activity activity)
    {
        if (NameOf(activity) is { } name)
            activity.From = new ChannelAccount { Id = activity.From?.Id, Name = name, Role = activity.From?.Role ?? RoleTypes.Bot };
    }

    /// <summary>True when an assistant said it.</summary>
    public static bool IsAssistant(Activity activity) => NameOf(activity) is not null;

    private static string? NameOf(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data
        && data.TryGetProperty(Property, out var assistant) && assistant.ValueKind is JsonValueKind.Object
        && assistant.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            ? name.GetString()
            : null;
}
