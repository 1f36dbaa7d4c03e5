using System.Buffers;
using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>
/// Ranks entries in two steps: all visible entries by the posting lists, then the best of them by comparing phrasings.
/// </summary>
internal sealed class Scorer(KnowledgeIndex index, ScoringWeights weights)
{
    private const int Candidates = 48;

    /// <summary>Saturated weight of a word that stands once in the question field: what a full match brings.</summary>
    private const float FullMatch = 0.72f;

    /// <summary>The best candidates, best first.</summary>
    /// <param name="query">The question.</param>
    /// <param name="audience">Who asks.</param>
    /// <param name="besides">Entries the audience may see that are compared too, though words alone would not bring them this far.</param>
    public List<Candidate> Rank(AnalyzedQuery query, Audience audience, IEnumerable<int>? besides = null)
    {
        var entries = index.Entries.Length;
        var totals = ArrayPool<float>.Shared.Rent(entries);
        var best = ArrayPool<float>.Shared.Rent(entries);
        var grams = ArrayPool<float>.Shared.Rent(index.Grams.Count);
        Array.Clear(totals, 0, entries);
        Array.Clear(best, 0, entries);
        Array.Clear(grams, 0, index.Grams.Count);
        index.Grams.LayOut(query.Grams, grams);
        try
        {
            Accumulate(query, index.Visible(audience), totals, best);
            var candidates = new List<Candidate>(Candidates);
            var selected = query.Importance > 0 ? Select(totals.AsSpan(0, entries)) : [];
            foreach (var entry in besides is null ? selected : selected.Union(besides))
            {
                candidates.Add(Compare(query, grams, entry, totals[entry]));
            }

            Sort(candidates);
            return candidates;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(totals);
            ArrayPool<float>.Shared.Return(best);
            ArrayPool<float>.Shared.Return(grams);
        }
    }

    /// <summary>Sorts candidates, best first; equal ones as they stand in the base.</summary>
    public static void Sort(List<Candidate> candidates) =>
        candidates.Sort((left, right) => left.Score != right.Score ? right.Score.CompareTo(left.Score) : left.Entry.CompareTo(right.Entry));

    /// <summary>What of a question stands in an entry.</summary>
    public Agreement Agree(AnalyzedQuery query, int entry)
    {
        Span<float> matches = query.Units.Count <= 128 ? stackalloc float[query.Units.Count] : new float[query.Units.Count];
        Match(query, entry, matches);
        return Agreement.Of(query, matches);
    }

    /// <summary>Share of a question's importance that stands in an entry, 1 when it has none; and the most important part that does not.</summary>
    public (float Share, float Lacking) Hold(AnalyzedQuery query, int entry)
    {
        Span<float> matches = query.Units.Count <= 128 ? stackalloc float[query.Units.Count] : new float[query.Units.Count];
        Match(query, entry, matches);
        float held = 0, lacking = 0;
        for (var unit = 0; unit < matches.Length; unit++)
        {
            held += query.Units[unit].Importance * matches[unit];
            lacking = Math.Max(lacking, query.Units[unit].Importance * (1 - matches[unit]));
        }

        return (query.Importance > 0 ? held / query.Importance : 1, lacking);
    }

    /// <summary>How well each unit is found in an entry, 0 to 1.</summary>
    private void Match(AnalyzedQuery query, int entry, Span<float> matches)
    {
        // Every match that is worth more than a neighbouring concept's.
        var direct = weights.Concept * weights.Related * 1.001f;
        for (var position = 0; position < query.Units.Count; position++)
        {
            var unit = query.Units[position];
            var best = 0f;
            for (var term = 0; term < unit.Terms.Length; term++)
            {
                if (unit.Weights[term] > direct)
                {
                    best = Math.Max(best, unit.Weights[term] * index.Postings.Weight(unit.Terms[term], entry));
                }
            }

            matches[position] = Math.Min(1, best / FullMatch);
        }
    }

    private void Accumulate(AnalyzedQuery query, bool[] visible, float[] totals, float[] best)
    {
        var touched = new List<int>();
        foreach (var unit in query.Units)
        {
            touched.Clear();
            for (var position = 0; position < unit.Terms.Length; position++)
            {
                var worth = unit.Weights[position];
                var entries = index.Postings.Entries(unit.Terms[position]);
                var saturated = index.Postings.Weights(unit.Terms[position]);
                for (var posting = 0; posting < entries.Length; posting++)
                {
                    var entry = entries[posting];
                    var value = worth * saturated[posting];
                    if (value > best[entry] && visible[entry])
                    {
                        if (best[entry] == 0)
                        {
                            touched.Add(entry);
                        }

                        best[entry] = value;
                    }
                }
            }

            foreach (var entry in touched)
            {
                totals[entry] += unit.Importance * best[entry];
                best[entry] = 0;
            }
        }
    }

    private static List<int> Select(ReadOnlySpan<float> totals)
    {
        var heap = new PriorityQueue<int, (float Total, int Order)>(Candidates + 1);
        for (var entry = 0; entry < totals.Length; entry++)
        {
            if (totals[entry] <= 0)
            {
                continue;
            }

            if (heap.Count < Candidates)
            {
                heap.Enqueue(entry, (totals[entry], -entry));
            }
            else if (heap.TryPeek(out _, out var least) && totals[entry] > least.Total)
            {
                heap.DequeueEnqueue(entry, (totals[entry], -entry));
            }
        }

        var selected = new List<int>(heap.Count);
        while (heap.TryDequeue(out var entry, out _))
        {
            selected.Add(entry);
        }

        return selected;
    }

    private Candidate Compare(AnalyzedQuery query, ReadOnlySpan<float> questionGrams, int entry, float total)
    {
        var indexed = index.Entries[entry];
        var coverage = query.Importance > 0 ? Math.Min(1, total / (FullMatch * query.Importance)) : 0;
        float bestSum = -1, bestCoverage = 0, bestCovered = 0, bestGrams = 0;
        foreach (var phrasing in indexed.Phrasings)
        {
            var (questionCoverage, covered) = Overlap(query, phrasing);
            var grams = phrasing.Grams.Cosine(questionGrams);
            var sum = (weights.QuestionCoverage * questionCoverage) + (weights.QuestionCovered * covered) + (weights.QuestionGrams * grams);
            if (sum > bestSum)
            {
                (bestSum, bestCoverage, bestCovered, bestGrams) = (sum, questionCoverage, covered, grams);
            }
        }

        var entryGrams = indexed.Grams.Cosine(questionGrams);
        var score = (weights.Coverage * coverage) + Math.Max(0, bestSum) + (weights.EntryGrams * entryGrams);
        return new Candidate(entry, coverage, Math.Min(1, total / FullMatch), bestCoverage, bestCovered, bestGrams, entryGrams, score);
    }

    private static (float Coverage, float Covered) Overlap(AnalyzedQuery query, Phrasing phrasing)
    {
        Span<float> covered = phrasing.Units.Length <= 128 ? stackalloc float[phrasing.Units.Length] : new float[phrasing.Units.Length];
        var found = 0f;
        foreach (var unit in query.Units)
        {
            var bestOfUnit = 0f;
            for (var position = 0; position < phrasing.Units.Length; position++)
            {
                var match = Match(unit, phrasing.Units[position]);
                bestOfUnit = Math.Max(bestOfUnit, match);
                covered[position] = Math.Max(covered[position], match);
            }

            found += unit.Importance * bestOfUnit;
        }

        float sum = 0, all = 0;
        for (var position = 0; position < phrasing.Units.Length; position++)
        {
            sum += phrasing.Units[position].Importance * covered[position];
            all += phrasing.Units[position].Importance;
        }

        return (query.Importance > 0 ? found / query.Importance : 0, all > 0 ? sum / all : 0);
    }

    private static float Match(QueryUnit unit, PhrasingUnit other)
    {
        var best = 0f;
        for (var left = 0; left < unit.Terms.Length; left++)
        {
            for (var right = 0; right < other.Terms.Length; right++)
            {
                if (unit.Terms[left] == other.Terms[right])
                {
                    best = Math.Max(best, unit.Weights[left] * other.Strengths[right]);
                }
            }
        }

        return best;
    }
}
