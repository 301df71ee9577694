namespace SkyButler.Imaging.Tables.Headers;

/// <summary>
/// A value in a table's metadata that stands for an object of Python's, such as <c>!astropy.units.Unit</c>. It is data only: kept, so
/// that what was read can be written again, and never made into anything.
/// </summary>
/// <param name="Tag">The tag with its exclamation mark.</param>
/// <param name="Value">A plain value, list or dictionary.</param>
public sealed record TaggedValue(string Tag, object? Value);
