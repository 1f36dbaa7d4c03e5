using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Bot.Cli;

/// <summary>A query with what the retriever made of it.</summary>
/// <param name="Query">The query.</param>
/// <param name="Result">The ranking and the advice.</param>
/// <param name="Rank">Rank of the first right entry from 1, or 0 when it is not among those returned.</param>
internal sealed record EvaluateAnswersRow(EvaluateAnswersQuery Query, RetrievalResult Result, int Rank)
{
    public bool IsAnswerable => Query.EntryId is not null;

    /// <summary>The right entry answered, or rightly not answered. A clarification answers nothing.</summary>
    public bool IsRight => IsAnswerable
        ? Result.Outcome == RetrievalOutcome.Answer && Rank == 1
        : Result.Outcome != RetrievalOutcome.Answer;

    /// <summary>Asked back with the right entry among the choices: not counted as right, reported apart.</summary>
    public bool IsOffered => IsAnswerable && Result.Outcome == RetrievalOutcome.Clarify && Rank is >= 1 and <= 3;

    public static EvaluateAnswersRow Create(EvaluateAnswersQuery query, RetrievalResult result)
    {
        for (var position = 0; position < result.Entries.Count; position++)
        {
            if (query.IsRight(result.Entries[position].Entry.Id))
            {
                return new EvaluateAnswersRow(query, result, position + 1);
            }
        }

        return new EvaluateAnswersRow(query, result, 0);
    }
}
