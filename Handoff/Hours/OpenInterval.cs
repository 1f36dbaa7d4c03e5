using System.Globalization;

namespace AssistantBot.Handoff.Hours;

/// <summary>Hours within a day.</summary>
/// <param name="From">Opening, local time.</param>
/// <param name="To">Closing, local time, excluded; midnight stands for the end of the day.</param>
internal readonly record struct OpenInterval(TimeOnly From, TimeOnly To)
{
    /// <summary>True when a time of the day lies within.</summary>
    public bool Contains(TimeOnly time) => time >= From && (To == TimeOnly.MinValue || time < To);

    /// <summary>Reads <c>09:00-12:30, 14:00-18:00</c>, in order.</summary>
    /// <exception cref="FormatException">The text has another shape, or the hours overlap.</exception>
    public static IReadOnlyList<OpenInterval> ParseAll(string text)
    {
        List<OpenInterval> intervals = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [var from, var to]
                || !TryRead(from, out var opening) || !(TryRead(to, out var closing) || IsMidnight(to, out closing))
                || (closing != TimeOnly.MinValue && closing <= opening)
                || (intervals is [.., var last] && (last.To == TimeOnly.MinValue || opening < last.To)))
                throw new FormatException($"'{text}' is not hours such as \"09:00-12:30, 14:00-18:00\".");
            intervals.Add(new OpenInterval(opening, closing));
        }

        return intervals;
    }

    private static bool TryRead(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool IsMidnight(string text, out TimeOnly time)
    {
        time = TimeOnly.MinValue;
        return text == "24:00";
    }
}
