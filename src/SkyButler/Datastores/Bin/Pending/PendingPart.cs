namespace SkyButler.Datastores.Bin.Pending;

/// <summary>A part of a removal.</summary>
/// <param name="Action">The removal.</param>
/// <param name="Part">Its number, from 0.</param>
internal readonly record struct PendingPart(Guid Action, long Part) : IComparable<PendingPart>
{
    /// <inheritdoc />
    public int CompareTo(PendingPart other) => Action.CompareTo(other.Action) is not 0 and var order ? order : Part.CompareTo(other.Part);
}
