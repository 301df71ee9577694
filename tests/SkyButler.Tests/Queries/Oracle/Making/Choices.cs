using System.Runtime.CompilerServices;

namespace SkyButler.Tests.Queries.Oracle.Making;

/// <summary>Repeatable chance.</summary>
internal sealed class Choices(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>True so often in a hundred.</summary>
    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>A whole number from the first to the last, both included.</summary>
    public int Number(int first, int last) => random.Next(first, last + 1);

    [OverloadResolutionPriority(1)]
    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public T Pick<T>(params ReadOnlySpan<T> from) => from[random.Next(from.Length)];

    /// <summary>Some of a list, each with the same chance, in the order of the list.</summary>
    public List<T> Some<T>(IEnumerable<T> from, int percent) => [.. from.Where(_ => Chance(percent))];

    /// <summary>So many of a list in any order, or all where there are not so many.</summary>
    public List<T> Several<T>(IEnumerable<T> from, int count)
    {
        var list = from.ToArray();
        random.Shuffle(list);
        return [.. list.Take(count)];
    }

    public Guid Identifier()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
