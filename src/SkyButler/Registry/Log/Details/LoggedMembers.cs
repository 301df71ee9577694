using System.Runtime.InteropServices;

namespace SkyButler.Registry.Log.Details;

/// <summary>Some datasets that had the same tag, or the same validity range in the same collection.</summary>
/// <param name="Collection">A TAGGED or CALIBRATION collection.</param>
/// <param name="Begin">First moment of validity, in TAI nanoseconds; null for a tag.</param>
/// <param name="End">First moment after it.</param>
/// <param name="Ids">Their identifiers, sixteen bytes each, as base64.</param>
internal sealed record LoggedMembers(string Collection, long? Begin, long? End, string Ids)
{
    // A row of the log has some hundred kilobytes at most.
    private const int Most = 10_000;

    /// <summary>Memberships put together, some thousand at most in one.</summary>
    public static IEnumerable<LoggedMembers> Pack(IEnumerable<LoggedMembership> memberships) =>
        from range in memberships.GroupBy(m => (m.Collection, m.Begin, m.End))
        from part in range.Select(m => m.Dataset).Chunk(Most)
        select new LoggedMembers(range.Key.Collection, range.Key.Begin, range.Key.End, Convert.ToBase64String(MemoryMarshal.AsBytes(part.AsSpan())));

    /// <summary>The memberships, one by one.</summary>
    public IEnumerable<LoggedMembership> Unpack() =>
        MemoryMarshal.Cast<byte, Guid>(Convert.FromBase64String(Ids)).ToArray().Select(id => new LoggedMembership(id, Collection, Begin, End));
}
