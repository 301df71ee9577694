namespace SkyButler.Datastores.Formatters.Text;

/// <summary>A file of any kind as bytes. The write parameter <c>extension</c> names the extension, <c>.bin</c> where it does not.</summary>
public sealed class BytesFormatter : FormatterBase
{
    private readonly string usualExtension;

    /// <summary>Makes a formatter for files without a usual extension.</summary>
    public BytesFormatter()
        : this(".bin")
    {
    }

    /// <summary>Makes a formatter for files that usually have an extension.</summary>
    public BytesFormatter(string usualExtension) => this.usualExtension = usualExtension;

    /// <inheritdoc />
    public override IReadOnlyList<string> Extensions => [];

    /// <inheritdoc />
    public override string ExtensionFor(IReadOnlyDictionary<string, object?> parameters) => FileExtension.From(parameters, usualExtension);

    /// <inheritdoc />
    public override async ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken) =>
        await source.ReadAllAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    public override ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken) => value switch
    {
        byte[] bytes => target.WriteAllAsync(bytes, cancellationToken),
        ReadOnlyMemory<byte> bytes => target.WriteAllAsync(bytes, cancellationToken),
        _ => throw Unfit(value, target, "a byte array"),
    };
}
