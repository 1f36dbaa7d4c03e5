namespace AssistantBot.Handoff.OnCall;

/// <summary>
/// Section <c>Handoff:OnCall</c>: who is alerted, one after the other, when life may be in danger and nobody takes the request. Out of hours at
/// once; in hours when nobody has taken it after <see cref="StepAfter"/>.
/// </summary>
public sealed class OnCallOptions
{
    /// <summary>The chain, in order.</summary>
    public IList<OnCallAssistant> Assistants { get; } = [];

    /// <summary>The next is alerted when nobody has taken the request for so long.</summary>
    public TimeSpan StepAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Address that is told of every step (a pager, an automation); https, or http on this machine. Empty for none.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>Secret the calls are signed with, at least 16 characters; see <see cref="OnCallWebhook"/>.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>How many steps the chain has: one for each assistant; one when only a webhook is told.</summary>
    public int Steps => Assistants.Count > 0 ? Assistants.Count : Webhook.Length > 0 ? 1 : 0;
}
