namespace SkyButler.Datastores.Formatters.Unreadable;

/// <summary>
/// A format that has no counterpart here: its files can be listed, located, taken in, copied and given to programs; reading says why it
/// can't be loaded and what to do instead.
/// </summary>
internal sealed class UnreadableFormatter : FormatterBase
{
    private readonly string reason;

    /// <summary>Makes a formatter that refuses.</summary>
    /// <param name="reason">Why, and what to do: the second half of a sentence about the file.</param>
    /// <param name="extensions">Extensions of files that can be taken in; none means any.</param>
    public UnreadableFormatter(string reason, params IReadOnlyList<string> extensions)
    {
        this.reason = reason;
        Extensions = extensions;
    }

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc />
    public override string ExtensionFor(IReadOnlyDictionary<string, object?> parameters) =>
        throw new DatastoreException($"Files of this kind can't be written: the format {reason}");

    /// <inheritdoc />
    public override ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken) =>
        throw new DatastoreException($"{source.Name} can't be loaded: it {reason}");

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) =>
        throw new DatastoreException($"The dataset type '{target.Dataset.DatasetType.Name}' can't be written: its format {reason}");
}
