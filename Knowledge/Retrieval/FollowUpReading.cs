using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Weighs what a follow-up says by itself against what the conversation was about.</summary>
internal sealed class FollowUpReading(KnowledgeIndex index, Scorer scorer, ScoringWeights weights, RetrievalOptions options, Audience audience)
{
    /// <summary>A short question's own reading wins over the one with context only when it is this sure.</summary>
    private const double SureAlone = 0.8;

    /// <summary>Below this share of a question's words in it, the entry that the context leads to is about something else.</summary>
    private const float HoldsItsWords = 0.4f;

    /// <summary>An entry that lacks a part of this importance may be about the subject; it does not say what is asked.</summary>
    private const float Telling = 0.4f;

    /// <summary>True when what was said before can change how a question is understood.</summary>
    public static bool LooksBack(FollowUpKind kind, Reading alone) =>
        kind is not FollowUpKind.None && (kind is not FollowUpKind.Short || alone.Confidence < SureAlone);

    /// <summary>Puts the topic forward: as far as it holds what the question says, and further when the question only points to it.</summary>
    public void Favour(List<Candidate> candidates, Topic topic, FollowUpKind kind, AnalyzedQuery own)
    {
        for (var position = 0; position < candidates.Count; position++)
        {
            var candidate = candidates[position];
            if (index.Entries[candidate.Entry].Entry.Id == topic.EntryId)
            {
                var worth = (weights.TopicHeld * scorer.Hold(own, candidate.Entry).Share) + (kind is FollowUpKind.Points ? weights.TopicPointed : 0);
                candidates[position] = candidate with { Score = candidate.Score + (worth * (float)topic.Confidence) };
            }
        }

        Scorer.Sort(candidates);
    }

    /// <summary>The reading that is meant.</summary>
    /// <param name="kind">How the question leans.</param>
    /// <param name="topic">What the conversation was about, if that is known.</param>
    /// <param name="own">What it says by itself.</param>
    /// <param name="alone">What that leads to.</param>
    /// <param name="inContext">What it leads to together with the topic.</param>
    public Reading Choose(FollowUpKind kind, Topic? topic, AnalyzedQuery own, Reading alone, Reading inContext)
    {
        if (inContext.Entries.Count == 0 || (kind is FollowUpKind.Short && inContext.Confidence < alone.Confidence))
        {
            return alone;
        }

        var (held, lacking) = Hold(own, inContext.Entries[0].Entry.Id);
        if (kind is not FollowUpKind.Points && alone.Confidence >= options.AnswerFrom && held < HoldsItsWords)
        {
            return alone;
        }

        // "And the bitcoin?" after the canteen's hours is no question about the canteen; "and for interns?" may be one that it does not answer.
        var unsure = (options.ClarifyFrom + options.AnswerFrom) / 2;
        if (lacking >= Telling)
        {
            return kind is not FollowUpKind.Adds ? inContext.With(Math.Min(unsure, inContext.Confidence))
                : alone.Confidence >= options.ClarifyFrom ? alone
                : inContext.With(Math.Min(alone.Confidence, inContext.Confidence));
        }

        // Where the topic is beyond doubt, its entries are at least worth asking about.
        return kind is FollowUpKind.Points && topic?.Confidence >= options.AnswerFrom ? inContext.With(Math.Max(unsure, inContext.Confidence)) : inContext;
    }

    /// <summary>What of a question stands in an entry, in the language that has most of it.</summary>
    private (float Share, float Lacking) Hold(AnalyzedQuery query, string id)
    {
        var (share, lacking) = (0f, query.Importance);
        foreach (var position in index.Positions(id, audience))
        {
            var held = scorer.Hold(query, position);
            (share, lacking) = (Math.Max(share, held.Share), Math.Min(lacking, held.Lacking));
        }

        return (share, lacking);
    }
}
