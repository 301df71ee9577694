using SkyButler.Dimensions.Times;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Registry.Histories.States;

/// <summary>A range of days of January 2024; the first day stands for no beginning, the last for no end, and an end before the begin for no time at all.</summary>
internal readonly record struct Period(int From, int To)
{
    public const int First = 1;
    public const int Last = 9;

    public bool IsEmpty => From >= To;

    public Timespan Timespan => IsEmpty
        ? Timespan.Empty
        : Timespan.Between(
            From == First ? null : TestRegistry.Days(From, From + 1).BeginNanoseconds, To == Last ? null : TestRegistry.Days(To, To + 1).BeginNanoseconds);

    public static Period Of(Timespan timespan) =>
        Enumerable.Range(First, Last).SelectMany(f => Enumerable.Range(First, Last).Select(t => new Period(f, t))).First(p => p.Timespan == timespan);

    public bool Overlaps(Period other) => !IsEmpty && !other.IsEmpty && From < other.To && other.From < To;

    public IEnumerable<Period> Without(Period other) => Overlaps(other)
        ? new[] { new Period(From, other.From), new Period(other.To, To) }.Where(p => !p.IsEmpty)
        : [this];

    public override string ToString() => IsEmpty ? "never" : $"{From}-{To}";
}
