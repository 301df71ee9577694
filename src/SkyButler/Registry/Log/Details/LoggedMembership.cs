namespace SkyButler.Registry.Log.Details;

/// <summary>That a dataset was in a collection.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Collection">A TAGGED or CALIBRATION collection.</param>
/// <param name="Begin">First moment of validity, in TAI nanoseconds; null for a tag.</param>
/// <param name="End">First moment after it.</param>
internal sealed record LoggedMembership(Guid Dataset, string Collection, long? Begin, long? End);
