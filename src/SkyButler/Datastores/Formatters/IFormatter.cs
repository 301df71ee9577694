namespace SkyButler.Datastores.Formatters;

/// <summary>Reads and writes one file format. Implementations hold no state and may be used from several threads.</summary>
public interface IFormatter
{
    /// <summary>Extensions of files that can be taken in, with their dots; none means any.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Names of the components that are read without reading the whole; others are taken from the whole.</summary>
    IReadOnlyCollection<string> Components { get; }

    /// <summary>Names of the parameters that reading understands.</summary>
    IReadOnlyCollection<string> Parameters { get; }

    /// <summary>Extension of a file that is written.</summary>
    /// <param name="parameters">Write parameters of the configuration.</param>
    /// <exception cref="DatastoreException">This format can't be written here.</exception>
    string ExtensionFor(IReadOnlyDictionary<string, object?> parameters);

    /// <summary>Reads a file, or a part of it.</summary>
    /// <exception cref="DatastoreException">The file is damaged, or the format can't be read here.</exception>
    ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken);

    /// <summary>Writes a file.</summary>
    /// <exception cref="DatastoreException">The object can't be written in this format.</exception>
    ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken);
}
