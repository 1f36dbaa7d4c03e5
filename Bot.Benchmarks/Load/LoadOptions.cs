using System.Globalization;

namespace AssistantBot.Benchmarks.Load;

/// <summary>What load to make.</summary>
internal sealed record LoadOptions
{
    /// <summary>Address of the bot.</summary>
    public Uri Bot { get; init; } = new("http://127.0.0.1:3978");

    /// <summary>How many conversations take part.</summary>
    public int Conversations { get; init; } = 64;

    /// <summary>For how long messages are posted.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Messages per second over all conversations; 0 means that each conversation posts as soon as it may.</summary>
    public int Rate { get; init; }

    /// <summary>Messages a conversation may have unanswered.</summary>
    public int InFlight { get; init; } = 1;

    /// <summary>Percentage of messages posted a second time.</summary>
    public int Redeliver { get; init; }

    /// <summary>What the messages say; <c>{person}</c> stands for the conversation's number.</summary>
    public string Text { get; init; } = "/version";

    /// <summary>What each conversation says before its first message, or null. It and its answer, such as a welcome, are not counted.</summary>
    public string? Greeting { get; init; }

    /// <summary>Reads <c>--name value</c> pairs.</summary>
    /// <param name="args">The pairs.</param>
    /// <param name="others">Those that say nothing of the load.</param>
    /// <param name="usual">What is not given stays as it is here.</param>
    /// <exception cref="FormatException">A name is unknown or a value is not a number.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> args, out Dictionary<string, string> others, LoadOptions? usual = null)
    {
        var options = usual ?? new LoadOptions();
        others = [];
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            var value = args[i + 1];
            int Number() => int.Parse(value, CultureInfo.InvariantCulture);
            switch (args[i])
            {
                case "--bot": options = options with { Bot = new Uri(value) }; break;
                case "--conversations": options = options with { Conversations = Number() }; break;
                case "--seconds": options = options with { Duration = TimeSpan.FromSeconds(Number()) }; break;
                case "--rate": options = options with { Rate = Number() }; break;
                case "--in-flight": options = options with { InFlight = Number() }; break;
                case "--redeliver": options = options with { Redeliver = Number() }; break;
                case "--text": options = options with { Text = value }; break;
                default: others[args[i]] = value; break;
            }
        }

        return options;
    }
}
