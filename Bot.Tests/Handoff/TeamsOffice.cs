using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

/// <summary>What the tests of handoffs in Teams do and look at.</summary>
internal static class TeamsOffice
{
    /// <summary>Sophie's private chat with the bot.</summary>
    public static readonly ConversationKey Private = new(ChannelIds.Msteams, "a:sophie");

    /// <summary>A person wrote, and the channel is chosen.</summary>
    public static async Task<OfficeWorld> OpenAsync(string text)
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.SayAsync(text);
        return world;
    }

    /// <summary>The thread of the first request.</summary>
    public static ConversationKey Thread(this OfficeWorld world) => world.Handoffs.Requests[0].Thread!.Value;

    /// <summary>The card of the first request as it stands now.</summary>
    public static string Card(this OfficeWorld world) => world.Said[world.Thread()][0].Attachments![0].Content!.Value.GetRawText();

    /// <summary>Somebody presses a button of a card; the data names another assistant, which nobody believes.</summary>
    public static Task<InvokeResponse?> ExecuteAsync(
        this OfficeWorld world, string verb, string who, ConversationKey? conversation = null, string? handoffId = null, string? reply = null, bool isMember = true)
    {
        var value = JsonSerializer.SerializeToElement(new
        {
            action = new { type = "Action.Execute", verb, data = new { handoffId = handoffId ?? world.Handoffs.Requests[0].Id, reply, assistantId = "aad-Forged" } },
            trigger = "manual",
        });
        var to = conversation ?? world.Thread();
        return world.TeamsAsync(
            to, new Activity { Type = ActivityTypes.Invoke, Name = InvokeNames.AdaptiveCardAction, Value = value }, who,
            to == Private ? ConversationTypes.Personal : ConversationTypes.Channel, isMember);
    }
}
