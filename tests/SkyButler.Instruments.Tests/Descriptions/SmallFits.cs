using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;

namespace SkyButler.Instruments.Tests.Descriptions;

/// <summary>Small FITS images with cards that a test gives.</summary>
internal static class SmallFits
{
    public static async Task WriteAsync(string path, params IReadOnlyList<(string Keyword, object Value, string Comment)> cards)
    {
        await using var writer = FitsWriter.Create(path);
        var image = new Image<ushort>(8, 16);
        await writer.WriteImageAsync(image, [.. cards.Select(card => FitsCard.Of(card.Keyword, card.Value, card.Comment))], null, TestContext.Current.CancellationToken);
    }
}
