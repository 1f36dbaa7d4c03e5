using System.Globalization;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.Hours;

/// <summary>Whether assistants are there, and when they will be. Without configured days they always are.</summary>
public sealed class BusinessHours
{
    private const int DaysAhead = 370;

    private readonly Dictionary<DayOfWeek, IReadOnlyList<OpenInterval>> _days;
    private readonly HashSet<DateOnly> _holidays = [];
    private readonly HashSet<(int Month, int Day)> _yearly = [];
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _time;

    /// <summary>Reads the hours.</summary>
    /// <exception cref="FormatException">Hours, holidays or the time zone cannot be read; the message names the setting.</exception>
    public BusinessHours(IOptions<HandoffOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        var hours = options.Value.Hours;
        _time = time;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(hours.TimeZone, out var zone) ? zone : throw new FormatException($"Handoff:Hours:TimeZone: '{hours.TimeZone}' is unknown.");
        _days = hours.Days.ToDictionary(day => day.Key, day => OpenInterval.ParseAll(day.Value));
        foreach (var holiday in hours.Holidays)
        {
            if (DateOnly.TryParseExact(holiday, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                _holidays.Add(date);
            else if (DateOnly.TryParseExact("2000-" + holiday, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var yearly))
                _yearly.Add((yearly.Month, yearly.Day));
            else
                throw new FormatException($"Handoff:Hours:Holidays: '{holiday}' is not a date such as 2026-12-25 or 12-25.");
        }
    }

    /// <summary>The time where the assistants are.</summary>
    public DateTimeOffset LocalNow => TimeZoneInfo.ConvertTime(_time.GetUtcNow(), _zone);

    /// <summary>True when assistants are there now.</summary>
    public bool IsOpen()
    {
        var now = LocalNow;
        return _days.Count == 0 || Of(DateOnly.FromDateTime(now.DateTime)).Any(interval => interval.Contains(TimeOnly.FromDateTime(now.DateTime)));
    }

    /// <summary>When they are there next, in their local time; null when they are now, or never.</summary>
    public DateTimeOffset? NextOpening()
    {
        if (IsOpen())
            return null;
        var now = LocalNow;
        for (var ahead = 0; ahead < DaysAhead; ahead++)
        {
            var date = DateOnly.FromDateTime(now.DateTime).AddDays(ahead);
            foreach (var interval in Of(date))
            {
                var opening = date.ToDateTime(interval.From);
                if (_zone.IsInvalidTime(opening))
                    opening = opening.AddHours(1);
                if (opening > now.DateTime)
                    return new DateTimeOffset(opening, _zone.GetUtcOffset(opening));
            }
        }

        return null;
    }

    private IReadOnlyList<OpenInterval> Of(DateOnly date) =>
        _holidays.Contains(date) || _yearly.Contains((date.Month, date.Day)) ? [] : _days.GetValueOrDefault(date.DayOfWeek, []);
}
