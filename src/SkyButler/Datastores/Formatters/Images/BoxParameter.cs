using SkyButler.Imaging.Images;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>The parameters <c>bbox</c> and <c>origin</c>, by which a part of an image is read.</summary>
internal static class BoxParameter
{
    private const string Box = "bbox";
    private const string Origin = "origin";

    /// <summary>The names of the parameters.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [Box, Origin];

    /// <summary>
    /// The part that is asked for, in the parent's frame; null for all. The origin <c>PARENT</c> (the usual one) counts from the
    /// parent's first pixel, <c>LOCAL</c> from the image's own.
    /// </summary>
    /// <exception cref="DatastoreException">A parameter has an impossible value.</exception>
    public static Box2I? Read(FormatterRequest request, Box2I whole)
    {
        if (!request.Parameters.TryGetValue(Box, out var given))
            return null;
        var box = given as Box2I? ?? throw new DatastoreException($"The parameter 'bbox' takes a Box2I, not {given.GetType().Name}.");
        return request.Parameters.GetValueOrDefault(Origin) switch
        {
            null or "PARENT" => box,
            "LOCAL" => box.Shift(whole.MinX, whole.MinY),
            var other => throw new DatastoreException($"The parameter 'origin' is PARENT or LOCAL, not '{other}'."),
        };
    }
}
