using System.Text.Json.Serialization;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>What a conversation remembers between turns. Stored as JSON; a missing member reads as its default. What is being asked is on the stack of dialogs.</summary>
public sealed class ConversationMemory
{
    private const int MostAnswers = 10;
    private const int MostQuestions = 3;
    private const int MostRelayed = 50;

    /// <summary>Language of the last message that told, or null.</summary>
    public string? Language { get; set; }

    /// <summary>True once the bot has said that it is a machine.</summary>
    public bool Welcomed { get; set; }

    /// <summary>The latest answers, oldest first.</summary>
    public List<GivenAnswer> Answers { get; set; } = [];

    /// <summary>The latest questions, oldest first.</summary>
    public List<string> Questions { get; set; } = [];

    /// <summary>What the person chose when a question could mean several things, oldest first.</summary>
    public List<ChosenEntry> Chosen { get; set; } = [];

    /// <summary>How many answers the person rejected since a person last helped.</summary>
    public int RejectedAnswers { get; set; }

    /// <summary>When a person of the team last finished here; what was said before is settled and no sign of trouble any more. Null for never.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>When a person was last offered, by cause.</summary>
    public Dictionary<TriageReason, DateTimeOffset> Offered { get; set; } = [];

    /// <summary>True while somebody in distress has been offered a person and has not written since.</summary>
    public bool AwaitsDistressed { get; set; }

    /// <summary>When somebody in distress was last written to because they did not answer an offer, or null.</summary>
    public DateTimeOffset? FollowedUpAt { get; set; }

    /// <summary>Id of the waiting handoff whose messages were acknowledged, or null.</summary>
    public string? AcknowledgedHandoff { get; set; }

    /// <summary>Assistants' messages: the activity said here, by the message's id where it was written.</summary>
    public List<RelayedMessage> Relayed { get; set; } = [];

    /// <summary>The entry that answered the latest question, or null when nothing did.</summary>
    [JsonIgnore]
    public string? LatestEntryId => Answers is [.., var last] && Questions is [.., var asked] && last.Question == asked ? last.EntryId : null;

    /// <summary>Remembers an answer.</summary>
    public void Remember(GivenAnswer answer) => Keep(Answers, answer, MostAnswers);

    /// <summary>Remembers a question.</summary>
    public void Remember(string question) => Keep(Questions, question, MostQuestions);

    /// <summary>Remembers a choice.</summary>
    public void Remember(ChosenEntry chosen) => Keep(Chosen, chosen, MostAnswers);

    /// <summary>Remembers what an assistant's message became here.</summary>
    public void Remember(RelayedMessage message) => Keep(Relayed, message, MostRelayed);

    private static void Keep<T>(List<T> list, T item, int most)
    {
        list.Add(item);
        if (list.Count > most)
            list.RemoveRange(0, list.Count - most);
    }
}
