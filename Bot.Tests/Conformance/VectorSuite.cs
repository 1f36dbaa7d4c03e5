using AssistantBot.Knowledge.Embeddings;

namespace AssistantBot.Tests.Conformance;

/// <summary>Keeping the vectors of entries.</summary>
public abstract class VectorSuite : ConformanceSuite
{
    [Fact]
    public async Task Save_Read_GivesTheSameNumbersInPages()
    {
        var store = (await StartAsync(Echo)).Get<IVectorStore>();
        var vectors = Enumerable.Range(0, 250).Select(i => new StoredVector($"{i:x4}", [i, -0.5f, float.Epsilon])).ToList();
        await store.SaveAsync("m", vectors, default);
        await store.SaveAsync("m", [new StoredVector("0001", [9, 9])], default);

        List<StoredVector> read = [];
        while (await store.ReadAsync("m", read.Count == 0 ? "" : read[^1].Hash, 100, default) is { Count: > 0 } page)
            read.AddRange(page);

        Assert.Equal(vectors.Select(vector => vector.Hash), read.Select(vector => vector.Hash));
        Assert.Equal([9f, 9f], read[1].Vector);
        Assert.Equal(vectors[249].Vector, read[249].Vector);
    }

    [Fact]
    public async Task Delete_OtherModelsOrTexts_LeavesTheRest()
    {
        var store = (await StartAsync(Echo)).Get<IVectorStore>();
        await store.SaveAsync("old", [new StoredVector("a", [1])], default);
        await store.SaveAsync("m", [new StoredVector("a", [1]), new StoredVector("b", [2])], default);

        await store.DeleteOtherModelsAsync("m", default);
        await store.DeleteAsync("m", ["a", "unknown"], default);

        Assert.Empty(await store.ReadAsync("old", "", 10, default));
        Assert.Equal("b", Assert.Single(await store.ReadAsync("m", "", 10, default)).Hash);
    }
}
