using System.Globalization;
using AssistantBot.Cards.Model;

namespace AssistantBot.Cards;

/// <summary>The card by which assistants take a handoff and follow it. One card changes with the handoff; in a channel everybody sees the same.</summary>
public static class HandoffCard
{
    private const int LongestMessage = 400;

    /// <summary>Draws the card.</summary>
    public static AdaptiveCard Create(HandoffCardModel model, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(wording);
        var title = Title(model, wording);
        var card = new AdaptiveCard { Lang = model.Language, FallbackText = title, Speak = title };
        card.Body.Add(new AdaptiveContainer
        {
            Style = model.DangerToLife && model.State is HandoffCardState.Waiting ? AdaptiveContainerStyle.Attention : AdaptiveContainerStyle.Emphasis,
            Bleed = true,
            Items = { new AdaptiveTextBlock(title) { Weight = AdaptiveTextWeight.Bolder, Size = AdaptiveTextSize.Medium } },
        });
        card.Body.Add(Facts(model, wording));
        if (model.Confidential)
            card.Body.Add(new AdaptiveTextBlock(wording.Get("card.confidential.note", model.Language)) { IsSubtle = true });
        else if (model.State is HandoffCardState.Waiting or HandoffCardState.Accepted)
            AddDetails(card, model, wording);
        AddButtons(card, model, wording);
        card.Refresh = new AdaptiveRefresh(
            new AdaptiveExecuteAction { Verb = HandoffVerbs.Refresh, Data = Button("", HandoffVerbs.Refresh, model).Data },
            [.. model.RefreshUserIds.Take(AdaptiveRefresh.MaxUserIds)]);
        return card;
    }

    /// <summary>Stands where a card stood whose person has asked for their data to be erased.</summary>
    public static AdaptiveCard CreateErased(string language, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(wording);
        var title = wording.Get("card.title.erased", language);
        var card = new AdaptiveCard { Lang = language, FallbackText = title, Speak = title };
        card.Body.Add(new AdaptiveTextBlock(title) { Weight = AdaptiveTextWeight.Bolder });
        card.Body.Add(new AdaptiveTextBlock(wording.Get("card.erased.note", language)) { IsSubtle = true });
        return card;
    }

    private static string Title(HandoffCardModel model, IWording wording) => model switch
    {
        { State: HandoffCardState.Accepted, AssistantName: { } name } => wording.Get("card.title.accepted", model.Language, ("name", AdaptiveText.Escape(name, 80))),
        { State: HandoffCardState.Withdrawn } => wording.Get("card.title.withdrawn", model.Language),
        { State: HandoffCardState.Closed } => wording.Get("card.title.closed", model.Language),
        { Confidential: true } => wording.Get("card.title.confidential", model.Language),
        { DangerToLife: true } => wording.Get("card.title.danger", model.Language),
        _ => wording.Get("card.title", model.Language),
    };

    private static AdaptiveFactSet Facts(HandoffCardModel model, IWording wording)
    {
        var facts = new AdaptiveFactSet();
        if (!model.Confidential)
        {
            facts.Facts.Add(new(wording.Get("card.reference", model.Language), model.Reference));
            facts.Facts.Add(new(wording.Get("card.who", model.Language), Person(model, wording)));
            facts.Facts.Add(new(wording.Get("card.channel", model.Language), wording.Get(
                model.ChannelId is "msteams" or "directline" ? $"card.channel.{model.ChannelId}" : "card.channel.other", model.Language)));
        }

        facts.Facts.Add(new(wording.Get("card.language", model.Language), wording.Get(model.Language == "en" ? "card.language.en" : "card.language.fr", model.Language)));
        if (model.State is HandoffCardState.Waiting)
        {
            // The client shows the hour in the viewer's own time zone.
            var since = model.Since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            facts.Facts.Add(new(wording.Get("card.since", model.Language), $"{{{{TIME({since})}}}}"));
        }

        return facts;
    }

    private static void AddDetails(AdaptiveCard card, HandoffCardModel model, IWording wording)
    {
        AddSection(card, "card.why", [model.Why], model, wording);
        AddSection(card, "card.wants", [model.Wants], model, wording);
        AddSection(card, "card.alreadySaid", model.AlreadySaid, model, wording);
        AddSection(card, "card.missing", model.Missing, model, wording);
        AddSection(card, "card.tone", model.Tone is null ? [] : [model.Tone], model, wording);
        AddSection(card, "card.avoid", model.Avoid, model, wording);
        if (model.LastMessages.Count > 0)
        {
            AddSection(card, "card.lastMessages",
                [.. model.LastMessages.TakeLast(5).Select(message => wording.Get("thread.person", model.Language,
                    ("name", message.FromPerson ? Person(model, wording) : wording.Get("card.bot", model.Language)), ("text", AdaptiveText.Escape(message.Text, LongestMessage))))],
                model, wording, escape: false);
        }

        if (model.State is HandoffCardState.Accepted)
        {
            card.Body.Add(new AdaptiveTextBlock(wording.Get(model.IsPrivate ? "card.private.note" : "card.relay.note", model.Language, ("person", Person(model, wording))))
            {
                IsSubtle = true,
                Separator = true,
            });
        }
    }

    private static void AddSection(AdaptiveCard card, string key, IReadOnlyList<string> lines, HandoffCardModel model, IWording wording, bool escape = true)
    {
        var shown = lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => escape ? AdaptiveText.Escape(line, LongestMessage) : line).ToList();
        if (shown.Count == 0)
            return;
        card.Body.Add(new AdaptiveTextBlock(wording.Get(key, model.Language)) { Weight = AdaptiveTextWeight.Bolder, Size = AdaptiveTextSize.Small, Spacing = AdaptiveSpacing.Medium });
        foreach (var line in shown)
            card.Body.Add(new AdaptiveTextBlock(line) { Spacing = AdaptiveSpacing.Small });
    }

    private static void AddButtons(AdaptiveCard card, HandoffCardModel model, IWording wording)
    {
        var buttons = new AdaptiveActionSet();
        if (model.State is HandoffCardState.Waiting)
        {
            buttons.Actions.Add(Button(wording.Get("card.accept", model.Language), HandoffVerbs.Accept, model, AdaptiveActionStyle.Positive));
        }
        else if (model.State is HandoffCardState.Accepted && !model.Confidential)
        {
            if (model.IsPrivate)
            {
                var person = Person(model, wording);
                card.Body.Add(new AdaptiveTextInput
                {
                    Id = HandoffVerbs.ReplyInput,
                    Label = wording.Get("card.reply", model.Language, ("person", person)),
                    IsMultiline = true,
                    MaxLength = 4000,
                });
                buttons.Actions.Add(Button(wording.Get("card.send", model.Language, ("person", person)), HandoffVerbs.Reply, model, AdaptiveActionStyle.Positive));
            }

            buttons.Actions.Add(Button(wording.Get("card.close", model.Language), HandoffVerbs.Close, model));
            buttons.Actions.Add(Button(wording.Get("card.release", model.Language), HandoffVerbs.Release, model));
        }

        if (model is { DeskUrl: { } url, State: HandoffCardState.Waiting or HandoffCardState.Accepted })
            buttons.Actions.Add(new AdaptiveOpenUrlAction(wording.Get("card.openDesk", model.Language), url));
        if (buttons.Actions.Count > 0)
            card.Body.Add(buttons);
    }

    private static AdaptiveExecuteAction Button(string title, string verb, HandoffCardModel model, AdaptiveActionStyle? style = null) =>
        AdaptiveExecuteAction.WithFallback(title, verb, new Dictionary<string, string> { [HandoffVerbs.HandoffIdProperty] = model.HandoffId }, style);

    private static string Person(HandoffCardModel model, IWording wording) =>
        model.PersonName is { Length: > 0 } name ? AdaptiveText.Escape(name, 80) : wording.Get("card.anonymous", model.Language);
}
