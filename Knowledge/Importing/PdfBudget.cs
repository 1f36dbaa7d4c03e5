using System.IO.Compression;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Counts what a PDF unpacks. A stream may unpack to a thousand times its size, through one filter after another, and may be drawn again and
/// again; once the budget is spent every further stream is empty, so that reading ends soon.
/// </summary>
internal sealed class PdfBudget : IFilterProvider
{
    private const long MostUnpacked = 256 * 1024 * 1024;
    private const int MostStreams = 50_000;
    private const int LongestRun = 256 * 1024;

    private long _unpacked;
    private int _streams;

    /// <summary>True when the document unpacks to more than is read.</summary>
    public bool IsSpent { get; private set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Counted(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Counted(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Counted(DefaultFilterProvider.Instance.GetAllFilters());

    private IReadOnlyList<IFilter> Counted(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new CountedFilter(this, filter))];

    private Memory<byte> Decode(IFilter filter, Memory<byte> input, DictionaryToken dictionary, IFilterProvider filters, int index)
    {
        IsSpent |= ++_streams > MostStreams || filter switch
        {
            FlateFilter => _unpacked + Inflated(input, MostUnpacked - _unpacked) >= MostUnpacked,
            LzwFilter or RunLengthFilter => input.Length > LongestRun,
            _ => false,
        };
        if (IsSpent)
            return Memory<byte>.Empty;
        var output = filter.Decode(input, dictionary, filters, index);
        _unpacked += output.Length;
        IsSpent |= _unpacked > MostUnpacked;
        return IsSpent ? Memory<byte>.Empty : output;
    }

    // The filter itself has no limit.
    private static long Inflated(Memory<byte> input, long most)
    {
        if (input.Length < 3)
            return 0;
        // Past the two bytes of the header, so that a checksum written wrong does not matter.
        using var packed = new MemoryStream(input[2..].ToArray(), writable: false);
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        var buffer = new byte[81920];
        var total = 0L;
        try
        {
            for (int read; total < most && (read = inflate.Read(buffer)) > 0;)
                total += read;
        }
        catch (InvalidDataException)
        {
            // Broken here; what came before counts.
        }

        return total;
    }

    private sealed class CountedFilter(PdfBudget budget, IFilter filter) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) =>
            budget.Decode(filter, input, streamDictionary, filterProvider, filterIndex);
    }
}
