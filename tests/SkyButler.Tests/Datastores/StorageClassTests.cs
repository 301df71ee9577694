using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Datastores.Types;
using SkyButler.Imaging.Images;

namespace SkyButler.Tests.Datastores;

public sealed class StorageClassTests
{
    [Fact]
    public void A_class_has_what_it_inherits_and_its_own()
    {
        var catalog = StorageClassReader.Read(Config.Parse(
            """
            Exposure: {pytype: a.Exposure, parameters: [bbox], components: {image: Image, mask: Mask}, derivedComponents: {bbox: Box}, delegate: a.D}
            ExposureF: {inheritsFrom: Exposure, pytype: a.ExposureF, parameters: [origin], components: {image: ImageF}, converters: {b.X: b.f}}
            """));
        var derived = catalog["ExposureF"];
        derived.PythonType.ShouldBe("a.ExposureF");
        derived.Parameters.ShouldBe(["bbox", "origin"]);
        derived.Components.ShouldBe(new Dictionary<string, string> { ["image"] = "ImageF", ["mask"] = "Mask" }, ignoreOrder: true);
        derived.DerivedComponents.Keys.ShouldBe(["bbox"]);
        derived.Delegate.ShouldBe("a.D");
        derived.Converters.Keys.ShouldBe(["b.X"]);
        catalog.Component("ExposureF", "bbox").ShouldBe("Box");
    }

    [Theory]
    [InlineData("A: {inheritsFrom: B}\nB: {inheritsFrom: A}", "inherits from itself")]
    [InlineData("A: {inheritsFrom: C}", "not defined")]
    [InlineData("A: {components: {only: B}}", "single component")]
    [InlineData("A: text", "must be a mapping")]
    public void Impossible_definitions_are_refused(string definitions, string reason) =>
        Should.Throw<ConfigException>(() => StorageClassReader.Read(Config.Parse(definitions))).Message.ShouldContain(reason);

    [Fact]
    public void Objects_become_the_type_of_their_storage_class()
    {
        var types = new InMemoryTypes(TypeNames.Empty);
        var dictionary = new StorageClass { Name = "StructuredDataDict", PythonType = "dict" };
        types.Coerce(new Dictionary<string, int> { ["a"] = 1 }, dictionary, () => "x").ShouldBeOfType<OrderedDictionary<string, object?>>()["a"].ShouldBe(1L);
        types.Coerce(5, new() { Name = "int", PythonType = "int" }, () => "x").ShouldBe(5L);
        types.Coerce("config.a = 1", new() { Name = "Config", PythonType = "lsst.pex.config.Config" }, () => "x").ShouldBe(new ConfigText("config.a = 1"));
        types.Coerce(new MaskedImage(Box2I.FromSize(0, 0, 2, 2)), new() { Name = "ExposureF", PythonType = "lsst.afw.image.ExposureF" }, () => "x").ShouldBeOfType<Exposure>();
        Should.Throw<DatastoreException>(() => types.Coerce("text", dictionary, () => "The dataset x")).Message.ShouldContain("needs dict");
    }

    [Fact]
    public void Types_of_users_are_mapped_by_configuration()
    {
        var types = new InMemoryTypes(TypeNames.Of(Config.Parse("storageClasses: {spherex.core.SPHERExImage: MaskedImage, x.Y: NoSuchType}")));
        types.Find(new() { Name = "S", PythonType = "spherex.core.SPHERExImage" })!.Type.ShouldBe(typeof(MaskedImage));
        types.Find(new() { Name = "T", PythonType = "somebody.elses.Type" }).ShouldBeNull();
        Should.Throw<DatastoreException>(() => types.Find(new() { Name = "U", PythonType = "x.Y" }));
    }

    [Fact]
    public void Task_metadata_flattens_to_a_dictionary()
    {
        var metadata = new OrderedDictionary<string, object?>
        {
            ["scalars"] = new OrderedDictionary<string, object?> { ["a"] = 1L },
            ["arrays"] = new OrderedDictionary<string, object?> { ["b"] = new List<object?> { 1L, 2L } },
            ["metadata"] = new OrderedDictionary<string, object?> { ["sub"] = new OrderedDictionary<string, object?> { ["scalars"] = new OrderedDictionary<string, object?> { ["c"] = 3L } } },
        };
        var flat = Conversions.Convert(metadata, "lsst.pipe.base.TaskMetadata", "dict").ShouldBeOfType<OrderedDictionary<string, object?>>();
        flat.Keys.ShouldBe(["a", "b", "sub"]);
        flat["sub"].ShouldBeOfType<OrderedDictionary<string, object?>>()["c"].ShouldBe(3L);
    }
}
