namespace SkyButler.Datastores.Formatters;

/// <summary>What most formatters have in common: one extension, no components, no parameters.</summary>
public abstract class FormatterBase : IFormatter
{
    /// <inheritdoc />
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc />
    public virtual IReadOnlyCollection<string> Components => [];

    /// <inheritdoc />
    public virtual IReadOnlyCollection<string> Parameters => [];

    /// <inheritdoc />
    public virtual string ExtensionFor(IReadOnlyDictionary<string, object?> parameters) => Extensions[0];

    /// <inheritdoc />
    public abstract ValueTask<object> ReadAsync(FormatterSource source, FormatterRequest request, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask WriteAsync(object value, FormatterTarget target, CancellationToken cancellationToken);

    /// <summary>The error of a file that is not what its format demands.</summary>
    protected static DatastoreException Damaged(FormatterSource source, string format, Exception inner) =>
        new($"{source.Name} is not valid {format}: {inner.Message.ReplaceLineEndings(" ")} Restore it, or remove the dataset.", inner);

    /// <summary>The error of an object that the format can't hold.</summary>
    protected static DatastoreException Unfit(object value, FormatterTarget target, string expected) =>
        new($"An object of type {value.GetType().Name} can't be stored as '{target.StorageClass.Name}' of dataset type '{target.Dataset.DatasetType.Name}'; give {expected}.");
}
