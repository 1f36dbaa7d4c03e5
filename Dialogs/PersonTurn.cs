using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Relay;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Models;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>A turn as the flows see it: who speaks, in what language, and what the conversation remembers.</summary>
public sealed class PersonTurn
{
    /// <summary>Creates the view of a turn.</summary>
    public PersonTurn(ITurnContext context, ConversationMemory memory, string language)
    {
        ArgumentNullException.ThrowIfNull(context);
        Context = context;
        Memory = memory;
        Language = language;
        Work = TurnWork.Of(context);
        Identity = context.TurnState.Get<TurnIdentity>() ?? new TurnIdentity(TurnOrigin.Channel, context.Activity.From?.Id);
        Text = (context.Activity.TextWithoutRecipientMention() ?? "").Replace("&nbsp;", " ", StringComparison.Ordinal).Trim();
    }

    /// <summary>The view of a turn that a message belongs to; how a dialog gets it.</summary>
    /// <exception cref="InvalidOperationException">The turn has none.</exception>
    public static PersonTurn Of(ITurnContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.TurnState.Get<PersonTurn>() ?? throw new InvalidOperationException("The turn belongs to no person: nothing put a PersonTurn into its state.");
    }

    /// <summary>True when the speaker's memory and dialogs are their own, apart from the conversation's: in a group.</summary>
    public static bool HasOwnStateIn(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return IsInGroup(activity) && activity.From?.Id is { Length: > 0 };
    }

    /// <summary>The turn.</summary>
    public ITurnContext Context { get; }

    /// <summary>What the turn reads and wants.</summary>
    public TurnUnitOfWork Work { get; }

    /// <summary>Who speaks, as the endpoint established it.</summary>
    public TurnIdentity Identity { get; }

    /// <summary>What the conversation remembers.</summary>
    public ConversationMemory Memory { get; }

    /// <summary>Language of this turn's replies, <c>fr</c> or <c>en</c>.</summary>
    public string Language { get; set; }

    /// <summary>What was said, without the mention of the bot.</summary>
    public string Text { get; }

    /// <summary>What triage sees in the person's message; null before it was judged, and in turns that carry none.</summary>
    public TriageDecision? Decision { get; set; }

    /// <summary>The question made complete from the conversation by the model, or null when it stands by itself.</summary>
    public string? Standalone { get; set; }

    /// <summary>The incoming activity.</summary>
    public Activity Activity => Context.Activity;

    /// <summary>True when others read along.</summary>
    public bool IsGroup => IsInGroup(Activity);

    /// <summary>True when the speaker's memory and dialogs are their own, apart from the conversation's.</summary>
    public bool HasOwnState => HasOwnStateIn(Activity);

    /// <summary>True on our own web channel.</summary>
    public bool IsWeb => Activity.ChannelId is ChannelIds.Directline or ChannelIds.Webchat;

    /// <summary>True in Teams.</summary>
    public bool IsTeams => Activity.ChannelId == ChannelIds.Msteams;

    /// <summary>The files that came with the message and are kept.</summary>
    public IReadOnlyList<RelayedFile> Files =>
        [.. (Activity.Attachments ?? []).Select(file => (Id: StoredAttachment.IdIn(file.ContentUrl), file.Name)).Where(file => file.Id is not null).Select(file => new RelayedFile(file.Id!, file.Name ?? ""))];

    /// <summary>Shows a reply while it is being written; null where the channel cannot.</summary>
    public ITurnStream? Stream => Context.TurnState.Get<ITurnStream>();

    /// <summary>Which entries the speaker may see.</summary>
    public Audience Audience => Identity.IsMember ? Audience.Employees : Audience.Clients;

    /// <summary>On whose behalf a model is asked in this turn.</summary>
    public ModelCaller ModelCaller => new(Activity.From?.Id, Activity.ChannelId ?? "");

    /// <summary>Says a text.</summary>
    public Task<ResourceResponse?> SayAsync(string text, CancellationToken cancellationToken) =>
        Context.SendActivityAsync(Activity.CreateMessage(text), cancellationToken);

    /// <summary>Asks a question with buttons that say their own title.</summary>
    public Task<ResourceResponse?> AskAsync(string text, IReadOnlyList<string> buttons, CancellationToken cancellationToken)
    {
        var activity = Activity.CreateMessage(text);
        activity.InputHint = InputHints.ExpectingInput;
        activity.SuggestedActions = Buttons(buttons);
        return Context.SendActivityAsync(activity, cancellationToken);
    }

    /// <summary>Buttons that say their own title; null where the channel shows none. Teams shows at most three, in private chats.</summary>
    public SuggestedActions? Buttons(IReadOnlyList<string> titles)
    {
        ArgumentNullException.ThrowIfNull(titles);
        if (titles.Count == 0 || IsGroup)
            return null;
        return new SuggestedActions
        {
            Actions = [.. titles.Take(IsTeams ? 3 : 10).Select(title => new CardAction
            {
                Type = ActionTypes.ImBack,
                Title = title,
                Value = System.Text.Json.JsonSerializer.SerializeToElement(title, ActivityJson.Context.String),
            })],
        };
    }

    private static bool IsInGroup(Activity activity) =>
        activity.Conversation is { IsGroup: true } or { ConversationType: ConversationTypes.GroupChat or ConversationTypes.Channel };
}
