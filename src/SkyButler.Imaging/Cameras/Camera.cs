using System.Globalization;

namespace SkyButler.Imaging.Cameras;

/// <summary>A camera: its detectors, by number and by name.</summary>
public sealed class Camera
{
    private readonly Dictionary<int, DetectorGeometry> _byId;
    private readonly Dictionary<string, DetectorGeometry> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes a camera's detectors; they are kept in order of their numbers.</summary>
    /// <exception cref="ImagingException">Two detectors have the same number.</exception>
    public Camera(string name, IEnumerable<DetectorGeometry> detectors)
    {
        Name = name;
        Detectors = [.. detectors.OrderBy(detector => detector.Id)];
        _byId = new Dictionary<int, DetectorGeometry>(Detectors.Count);
        foreach (var detector in Detectors)
        {
            if (!_byId.TryAdd(detector.Id, detector))
                throw new ImagingException($"Camera {name} has two detectors of number {detector.Id}");
            _byName.TryAdd(detector.Name, detector);
        }
    }

    /// <summary>The camera's name; empty if the file has none.</summary>
    public string Name { get; }

    /// <summary>All detectors in order of their numbers.</summary>
    public IReadOnlyList<DetectorGeometry> Detectors { get; }

    /// <summary>
    /// How far from the boresight a place of the focal plane looks: coefficients, from the constant upwards, of a polynomial of its distance from the
    /// centre in millimetres, which gives radians in the tangent plane; null where the file doesn't say, or is not so simple.
    /// </summary>
    public IReadOnlyList<double>? FieldPolynomial { get; init; }

    /// <summary>The detector of a number.</summary>
    /// <exception cref="ImagingException">There is none.</exception>
    public DetectorGeometry this[int id] => _byId.TryGetValue(id, out var detector)
        ? detector
        : throw new ImagingException(string.Create(CultureInfo.InvariantCulture,
            $"Camera {Name} has no detector {id}; it has {Detectors.Count}, from {Detectors.FirstOrDefault()?.Id} to {Detectors.LastOrDefault()?.Id}"));

    /// <summary>The detector of a name.</summary>
    /// <exception cref="ImagingException">There is none.</exception>
    public DetectorGeometry this[string name] => _byName.TryGetValue(name, out var detector)
        ? detector
        : throw new ImagingException($"Camera {Name} has no detector '{name}'{Suggestion.For(name, _byName.Keys)}");
}
