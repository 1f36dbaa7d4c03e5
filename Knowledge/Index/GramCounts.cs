namespace AssistantBot.Knowledge.Index;

/// <summary>The character grams of a text of the base, five bytes each.</summary>
/// <param name="Grams">Numbers in the <see cref="GramSpace"/>.</param>
/// <param name="Counts">How often each stands in the text.</param>
/// <param name="Norm">One over the length of the text's vector.</param>
internal sealed record GramCounts(int[] Grams, byte[] Counts, float Norm)
{
    public static GramCounts None { get; } = new([], [], 0);

    // Repetition counts less and less.
    private static readonly float[] Damped = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    /// <summary>Likeness, 0 to 1, with a question that <see cref="GramSpace.LayOut"/> has laid out.</summary>
    public float Cosine(ReadOnlySpan<float> question)
    {
        var sum = 0f;
        for (var index = 0; index < Grams.Length; index++)
        {
            sum += Damped[Counts[index]] * question[Grams[index]];
        }

        return sum * Norm;
    }
}
