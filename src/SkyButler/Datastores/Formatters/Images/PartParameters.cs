using System.Globalization;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Sky;

namespace SkyButler.Datastores.Formatters.Images;

/// <summary>The parameters by which a part of an image is read: <c>bbox</c> and <c>origin</c>, or <c>ra</c>, <c>dec</c> and <c>radius</c> in degrees.</summary>
internal static class PartParameters
{
    private const string Box = "bbox";
    private const string Origin = "origin";
    private const string RightAscension = "ra";
    private const string Declination = "dec";
    private const string Radius = "radius";
    private static readonly string[] Circle = [RightAscension, Declination, Radius];

    /// <summary>The names of the parameters.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [Box, Origin, .. Circle];

    /// <summary>The part that is asked for, in the parent's frame; null for all.</summary>
    /// <remarks>
    /// The origin <c>PARENT</c> (the usual one) counts a box from the parent's first pixel, <c>LOCAL</c> from the image's own. A circle on
    /// the sky gives the smallest box around it, as far as there are pixels.
    /// </remarks>
    /// <exception cref="DatastoreException">A parameter has an impossible value.</exception>
    public static Box2I? Read(FormatterRequest request, ExposureReader reader)
    {
        var isCircle = Circle.Any(request.Parameters.ContainsKey);
        if (!request.Parameters.TryGetValue(Box, out var given))
            return isCircle ? Around(request, reader) : null;
        if (isCircle)
            throw new DatastoreException("A part is given by 'bbox', or by 'ra', 'dec' and 'radius', not by both.");
        var box = given as Box2I? ?? throw new DatastoreException($"The parameter 'bbox' takes a Box2I, not {given.GetType().Name}.");
        return request.Parameters.GetValueOrDefault(Origin) switch
        {
            null or "PARENT" => box,
            "LOCAL" => box.Shift(reader.Box.MinX, reader.Box.MinY),
            var other => throw new DatastoreException($"The parameter 'origin' is PARENT or LOCAL, not '{other}'."),
        };
    }

    private static Box2I Around(FormatterRequest request, ExposureReader reader)
    {
        var circle = new SkyCircle(new(Number(request, RightAscension), Number(request, Declination)), Number(request, Radius));
        using var wcs = reader.OpenSkyWcs();
        return circle.BoxIn(wcs, reader.Box);
    }

    private static double Number(FormatterRequest request, string name) => request.Parameters.GetValueOrDefault(name) switch
    {
        null => throw new DatastoreException($"The parameter '{name}' is missing: a part on the sky takes 'ra', 'dec' and 'radius', in degrees."),
        double number => number,
        float or int or long or decimal or short => Convert.ToDouble(request.Parameters[name], CultureInfo.InvariantCulture),
        var other => throw new DatastoreException($"The parameter '{name}' takes a number of degrees, not {other.GetType().Name}."),
    };
}
