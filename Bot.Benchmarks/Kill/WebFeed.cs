using System.Text.Json;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>What one web chat was shown: merged by id and revision, as Web Chat does, and held against what may not happen. Used by one reader at a time.</summary>
internal sealed class WebFeed(Ledger ledger)
{
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private int _lastSaid;

    /// <summary>The last watermark; empty before the first.</summary>
    public string Watermark { get; private set; } = "";

    /// <summary>Ids in the order in which they were shown first.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>Activities shown again unchanged.</summary>
    public int Repeated { get; private set; }

    /// <summary>Activities shown again with other content.</summary>
    public int Revised { get; private set; }

    /// <summary>Messages of the person that stand there under two ids.</summary>
    public int Doubled { get; private set; }

    /// <summary>Messages of the person that stand before an earlier one.</summary>
    public int Disordered { get; private set; }

    /// <summary>Takes an ActivitySet. One without a watermark (typing, pieces of an answer) says nothing that lasts.</summary>
    public int Take(ReadOnlyMemory<byte> activitySet)
    {
        using var set = JsonDocument.Parse(activitySet);
        if (!set.RootElement.TryGetProperty("watermark", out var watermark))
            return 0;
        var activities = set.RootElement.GetProperty("activities");
        foreach (var activity in activities.EnumerateArray())
            Take(activity);
        Watermark = watermark.GetString()!;
        return activities.GetArrayLength();
    }

    private void Take(JsonElement activity)
    {
        var id = activity.GetProperty("id").GetString()!;
        var text = activity.GetRawText();
        if (_shown.TryGetValue(id, out var before))
        {
            if (before == text)
                Repeated++;
            else
                Revised++;
            _shown[id] = text;
            return;
        }

        _shown.Add(id, text);
        _order.Add(id);
        if (activity.GetProperty("from").GetProperty("role").GetString() == "user")
            Said(id, activity);
        else if (activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out var target) && _asked.TryGetValue(target.GetString()!, out var asked))
            ledger.Answer(asked);
    }

    private void Said(string id, JsonElement activity)
    {
        if (!activity.TryGetProperty("channelData", out var data) || !data.TryGetProperty("clientActivityID", out var given))
            return;
        var clientId = given.GetString()!;
        _asked.Add(id, clientId);
        if (!_said.Add(clientId))
            Doubled++;
        var sequence = int.Parse(clientId.AsSpan(clientId.LastIndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture);
        if (sequence < _lastSaid)
            Disordered++;
        _lastSaid = Math.Max(sequence, _lastSaid);
    }
}
