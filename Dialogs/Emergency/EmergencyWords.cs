using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;

namespace AssistantBot.Dialogs.Emergency;

/// <summary>
/// Says whom to call: the numbers where the organisation is, and, when the channel names another country, those of that country too. A
/// device's region says little about where somebody is, so it never replaces the first.
/// </summary>
internal sealed class EmergencyWords(EmergencyNumbers numbers, IWording wording)
{
    private const string ClientInfo = "clientInfo";

    /// <summary>The whole reply when life may be in danger.</summary>
    public string Say(PersonTurn turn) => $"{Numbers(turn)} {wording.Get("danger.machine", turn.Language)}";

    /// <summary>The numbers alone.</summary>
    public string Numbers(PersonTurn turn)
    {
        var language = turn.Language;
        var home = numbers.Home;
        List<string> said =
        [
            home.Text is { } text
                ? wording.Get("danger.call.text", language, ("numbers", List(home.Emergency, language)), ("text", text))
                : wording.Get("danger.call", language, ("numbers", List(home.Emergency, language))),
        ];
        if (numbers.Local is { } local)
            said.Add(wording.Get("danger.local", language, ("number", local)));
        if (home.Suicide is { } line)
            said.Add(wording.Get(home.DayAndNight ? "danger.line.always" : "danger.line", language, ("number", line)));
        if (numbers.Find(CountryOf(turn.Activity)) is { } theirs && theirs != home && theirs.Place.TryGetValue(language, out var place))
        {
            said.Add(theirs.Suicide is { } theirLine
                ? wording.Get("danger.elsewhere.line", language, ("place", place), ("numbers", List(theirs.Emergency, language)), ("number", theirLine))
                : wording.Get("danger.elsewhere", language, ("place", place), ("numbers", List(theirs.Emergency, language))));
        }

        return string.Join(' ', said);
    }

    /// <summary>The country a channel names: Teams' client info, else the region of the locale; null for none.</summary>
    internal static string? CountryOf(Activity activity)
    {
        var info = activity.Entities?.FirstOrDefault(entity => entity.Type == ClientInfo);
        if (info?.Properties?.TryGetValue("country", out var country) == true && country is { ValueKind: JsonValueKind.String } && country.GetString() is { Length: 2 } named)
            return named;
        return activity.Locale?.Split('-', '_') is [_, .., { Length: 2 } region] ? region : null;
    }

    private string List(IReadOnlyList<string> list, string language)
    {
        var each = list.Select(number => wording.Get("danger.number", language, ("number", number))).ToList();
        return each.Count == 1 ? each[0] : string.Join(", ", each.Take(each.Count - 1)) + wording.Get("danger.or", language) + each[^1];
    }
}
