using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Descriptions;

/// <summary>A part of something that is described: a file as a whole, one HDU, a component.</summary>
/// <param name="Title">What the part is called.</param>
/// <param name="Facts">What is known of it.</param>
public sealed record DescriptionPart(string Title, IReadOnlyList<Fact> Facts)
{
    /// <summary>The cards of its header; null where it has none.</summary>
    public FitsHeader? Cards { get; init; }

    /// <summary>The first rows of its table; null where it is none.</summary>
    public Table? Rows { get; init; }
}
