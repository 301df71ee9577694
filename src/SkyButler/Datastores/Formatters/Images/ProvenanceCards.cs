using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>The cards of a primary header that tell which dataset a file holds, and what made it.</summary>
internal static class ProvenanceCards
{
    private const string Prefix = "LSST BUTLER";

    /// <summary>The cards of a dataset.</summary>
    public static FitsHeader Of(FormatterTarget target)
    {
        var header = new FitsHeader();
        Set(header, target);
        return header;
    }

    /// <summary>An exposure with these cards instead of those that it came with; its pixels are shared.</summary>
    public static Exposure Replace(Exposure exposure, FormatterTarget target)
    {
        var marked = exposure.With(exposure.MaskedImage);
        Set(marked.Metadata, target);
        return marked;
    }

    /// <summary>Metadata with these cards instead of those that they came with.</summary>
    public static FitsHeader Replace(FitsHeader metadata, FormatterTarget target)
    {
        var marked = metadata.Clone();
        Set(marked, target);
        return marked;
    }

    private static void Set(FitsHeader header, FormatterTarget target)
    {
        header.RemoveWhere(card => !card.IsCommentary && card.Keyword.StartsWith(Prefix + " ", StringComparison.Ordinal));
        foreach (var (key, value) in target.Provenance.Describe(target.Dataset, Prefix, ' '))
            header.Add(FitsCard.Of(key, value));
    }
}
