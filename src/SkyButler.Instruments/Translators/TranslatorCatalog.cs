using System.Reflection;
using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Observations;
using SkyButler.Instruments.Translators.Reading;
using SkyButler.Resources;
using SkyButler.Resources.Stores;

namespace SkyButler.Instruments.Translators;

/// <summary>All translators: those of users first, then those that ship.</summary>
public sealed class TranslatorCatalog
{
    /// <summary>Name of the translator that knows keywords which many instruments use.</summary>
    public const string Generic = "Generic";

    private const string Shipped = "SkyButler.Instruments.Translators/";

    // Asked in this order; the generic ones wait to be named.
    private static readonly string[] ShippedNames =
    [
        "FITS", Generic, "SuprimeCam", "HSC", "DECam", "MegaPrime", "SDSS", "LSST", "LSSTCam", "LSSTComCam", "LSST_LATISS",
        "LSSTSim", "LSSTCam-imSim", "LSSTCam-PhoSim", "SPHEREx", "SurveyCam", "VisitInfo",
    ];

    private static readonly Lazy<TranslatorCatalog> OfShipped = new(static () => new TranslatorCatalog().With(ShippedNames.Select(ReadShipped)));

    private readonly IReadOnlyList<ITranslator> own;
    private readonly IReadOnlyList<ITranslator> shipped;

    private TranslatorCatalog(IReadOnlyList<ITranslator>? own = null, IReadOnlyList<ITranslator>? shipped = null) => (this.own, this.shipped) = (own ?? [], shipped ?? []);

    /// <summary>Those that ship.</summary>
    public static TranslatorCatalog Default => OfShipped.Value;

    /// <summary>All, in the order in which they are asked.</summary>
    public IEnumerable<ITranslator> Translators => own.Concat(shipped);

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => Translators.Select(translator => translator.Name);

    /// <summary>The same with further ones in front, of which the last given is asked first.</summary>
    public TranslatorCatalog With(params IReadOnlyList<ITranslator> translators) => new([.. translators.Reverse(), .. own], shipped);

    /// <summary>The same with one that YAML text describes in front.</summary>
    /// <exception cref="InstrumentException">The text is wrong; the message begins with file and line.</exception>
    public TranslatorCatalog WithYaml(string yaml, string source) => With(Read(TranslatorReader.Open(yaml, source), name => Find(name) as YamlTranslator));

    /// <summary>The same with those of files, or of all <c>.yaml</c> files of folders, in front.</summary>
    /// <param name="places">Files and folders; a file may extend one before it.</param>
    /// <param name="stores">Where they lie.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InstrumentException">A file is wrong; the message begins with file and line.</exception>
    public async Task<TranslatorCatalog> WithFilesAsync(IReadOnlyList<ResourcePath> places, ResourceStores stores, CancellationToken cancellationToken)
    {
        var catalog = this;
        foreach (var place in places)
        {
            var files = new List<ResourcePath>();
            if (place.IsDirectory)
                await foreach (var file in stores.For(place).ListAsync(place, cancellationToken))
                    files.Add(file.Path);
            else
                files.Add(place);
            foreach (var file in files.Where(file => !place.IsDirectory || file.Extension == ".yaml"))
                catalog = catalog.WithYaml(await stores.ReadAllTextAsync(file, cancellationToken), file.DisplayName);
        }

        return catalog;
    }

    /// <summary>The translator of a name; null where there is none.</summary>
    public ITranslator? Find(string name) => Translators.FirstOrDefault(translator => translator.Name == name);

    /// <summary>The translator of a name.</summary>
    /// <exception cref="InstrumentException">There is none.</exception>
    public ITranslator Get(string name) => Find(name)
        ?? throw new InstrumentException($"There is no translator '{name}'; there are {string.Join(", ", Names)}.{Suggestions.For(name, Names)}");

    /// <summary>The first translator that knows a header; null where none does.</summary>
    public ITranslator? Choose(Header header, string? file) => Translators.FirstOrDefault(translator => translator.CanTranslate(header, file));

    /// <summary>Properties that a translator defines; null where there is no such translator.</summary>
    public IReadOnlyList<ObservationProperty>? ExtensionsOf(string name) => Find(name)?.Extensions;

    private TranslatorCatalog With(IEnumerable<Func<Func<string, YamlTranslator?>, YamlTranslator>> readers)
    {
        var read = new List<YamlTranslator>();
        foreach (var reader in readers)
            read.Add(reader(name => read.Find(translator => translator.Name == name)));
        return new(own, read);
    }

    private static Func<Func<string, YamlTranslator?>, YamlTranslator> ReadShipped(string name) => find =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Shipped}{name}.yaml")
            ?? throw new InvalidOperationException($"The translator {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return Read(TranslatorReader.Open(reader.ReadToEnd(), name + ".yaml"), find);
    };

    private static YamlTranslator Read(Fields fields, Func<string, YamlTranslator?> find)
    {
        if (fields.Text("extends") is not { } extended)
            return new TranslatorReader(fields, null).Read();
        return new TranslatorReader(fields, find(extended)
            ?? throw new InstrumentException($"{fields.Find("extends")!.Location}: There is no translator '{extended}' to extend, or none in YAML; those that come before it can be.")).Read();
    }
}
