using AssistantBot.Handoff.Hours;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff;

/// <summary>Section <c>Handoff</c>.</summary>
public sealed class HandoffOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Handoff";

    /// <summary>Language of the assistants' channel, <c>fr</c> or <c>en</c>: cards, briefs and notices there; what people wrote is quoted as written. Null for each person's own. The desk has its reader's language.</summary>
    public string? Language { get; set; }

    /// <summary>Entra object ids of those who may make a channel the assistants' channel. Ignored in local mode, where anyone may.</summary>
    public IList<string> Administrators { get; } = [];

    /// <summary>The assistants' channel; null when a channel is chosen from Teams, or when only the desk is used.</summary>
    public TeamsChannelOptions? TeamsChannel { get; set; }

    /// <summary>An accepted handoff without a message for so long is closed.</summary>
    public TimeSpan CloseAfterIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The same where somebody was in distress: the assistant decides when it ends, and time only much later.</summary>
    public TimeSpan CloseGraveAfterIdle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Somebody in distress who has not answered an offer for so long is written to once more, and an assistant is alerted; in a handoff that
    /// somebody has taken, the assistant is.
    /// </summary>
    public TimeSpan SilenceAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A person who waits so long is told that the request is still open.</summary>
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The same cause is not offered a person again for so long; requests and grave reasons are never limited.</summary>
    public TimeSpan OfferAgainAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>When assistants are there.</summary>
    public HoursOptions Hours { get; } = new();

    /// <summary>Who is alerted when life may be in danger and nobody is there.</summary>
    public OnCallOptions OnCall { get; } = new();

    /// <summary>Name of the <c>IAssignmentPolicy</c>.</summary>
    public string Assignment { get; set; } = "OfferToAll";

    /// <summary>The language in which assistants read of a handoff in Teams.</summary>
    internal string LanguageFor(HandoffRequest request) => Language ?? request.Language;
}
