namespace SkyButler.Benchmarks.Bare;

/// <summary>The values of one column of an answer, in whichever list suits them.</summary>
/// <param name="Numbers">Integers.</param>
/// <param name="Texts">Texts.</param>
internal sealed record BareColumn(List<long> Numbers, List<string> Texts)
{
    /// <summary>How many there are.</summary>
    public int Count => Numbers.Count + Texts.Count;
}
