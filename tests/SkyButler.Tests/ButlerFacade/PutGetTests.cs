using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Datastores.Contents;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Times;
using SkyButler.Imaging.Exposures;
using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Registry.Errors;
using SkyButler.Tests.Datastores;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.ButlerFacade;

public sealed class PutGetTests
{
    private static readonly DataId Detector0 = new() { ["instrument"] = "Cam", ["detector"] = 0 };

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task What_is_put_is_found_under_the_originals_names()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        var dataId = new DataId { ["instrument"] = "Cam", ["exposure"] = 2, ["detector"] = 1 };
        var put = await repository.Butler.PutAsync(new Dictionary<string, object?> { ["value"] = 5 }, "info", dataId, cancellationToken: Token);
        repository.Files().ShouldBe(["u/run/info/20260101/O_2/info_Cam_Cam-r_O_2_D1_u_run.yaml"]);
        (await File.ReadAllTextAsync(Path.Combine(repository.Root, repository.Files()[0]), Token)).ShouldBe("value: 5\n");
        var record = (await repository.Butler.Datastore.FindRecordsAsync([put.Id], Token))[put.Id].Single();
        record.Formatter.ShouldBe("lsst.daf.butler.formatters.yaml.YamlFormatter");
        record.StorageClass.ShouldBe("StructuredDataDict");
        record.FileSize.ShouldBe(9);
        record.Checksum.ShouldBeNull();
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        var got = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync("info", dataId, cancellationToken: Token);
        got["value"].ShouldBe(5L);
        repository.Journal().ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_kind_of_dataset_comes_back_as_it_was()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var exposure = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4)));
        exposure.Image.Pixels[7] = 3.5f;
        await CheckAsync(repository, "number", "int", 42L, got => got.ShouldBe(42L));
        await CheckAsync(repository, "time", "Timespan", Timespan.FromStored(5, 9), got => got.ShouldBe(Timespan.FromStored(5, 9)));
        await CheckAsync(repository, "configuration", "Config", new ConfigText("config.x=1"), got => got.ShouldBe(new ConfigText("config.x=1")));
        await CheckAsync(repository, "logs", "ButlerLogRecords", new LogRecords([]), got => got.ShouldBeOfType<LogRecords>().Records.ShouldBeEmpty());
        await CheckAsync(repository, "plot", "Plot", new byte[] { 1, 2, 3 }, got => got.ShouldBe(new byte[] { 1, 2, 3 }));
        await CheckAsync(repository, "calexp", "ExposureF", exposure, got => ((Exposure)got).Image.Pixels[7].ShouldBe(3.5f));
        await CheckAsync(repository, "image", "ImageF", exposure.Image, got => ((Image<float>)got).Pixels[7].ShouldBe(3.5f));
        await CheckAsync(repository, "mask", "MaskX", exposure.Mask, got => got.ShouldBeOfType<Mask>());
        await CheckAsync(repository, "metadata", "TaskMetadata", new Dictionary<string, object> { ["scalars"] = new Dictionary<string, int> { ["n"] = 1 } }, got => got.ShouldBeOfType<OrderedDictionary<string, object?>>());
        ((Image<float>)await repository.Butler.GetAsync("calexp.image", Detector0, cancellationToken: Token)).Pixels[7].ShouldBe(3.5f);
        var part = await repository.Butler.GetAsync(
            "calexp", Detector0, parameters: new Dictionary<string, object> { ["bbox"] = Box2I.FromSize(1, 1, 2, 2) }, cancellationToken: Token);
        ((Exposure)part).Box.ShouldBe(Box2I.FromSize(1, 1, 2, 2));
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(
            "calexp", Detector0, parameters: new Dictionary<string, object> { ["box"] = 1 }, cancellationToken: Token))).Message.ShouldContain("Did you mean 'bbox'");
    }

    [Fact]
    public async Task A_dataset_can_be_read_as_another_storage_class()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("metadata", "TaskMetadata", "detector");
        var metadata = new Dictionary<string, object> { ["scalars"] = new Dictionary<string, int> { ["n"] = 1 }, ["arrays"] = new Dictionary<string, int>(), ["metadata"] = new Dictionary<string, int>() };
        var put = await repository.Butler.PutAsync(metadata, "metadata", Detector0, cancellationToken: Token);
        var flat = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync(put.WithDatasetType(put.DatasetType.WithStorageClass("StructuredDataDict")), cancellationToken: Token);
        flat["n"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_second_dataset_with_a_data_id_is_a_conflict_and_changes_nothing()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.Butler.PutAsync(new Dictionary<string, int> { ["a"] = 1 }, "info", Detector0, cancellationToken: Token);
        await Should.ThrowAsync<ConflictException>(() => repository.Butler.PutAsync(new Dictionary<string, int> { ["a"] = 2 }, "info", Detector0, cancellationToken: Token));
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync("info", Detector0, cancellationToken: Token))["a"].ShouldBe(1L);
        repository.Files().Count.ShouldBe(1);
        repository.OpenEntries().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_no_file_and_no_row()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var datasets = Enumerable.Range(0, 4).Select(i =>
            ((object)new Dictionary<string, object> { ["x"] = i == 3 ? new object() : i }, repository.Ref(type, new() { ["instrument"] = "Cam", ["detector"] = i }))).ToList();
        await Should.ThrowAsync<ButlerException>(() => repository.Butler.PutAsync(datasets, Token));
        repository.Files().ShouldBeEmpty();
        (await repository.Butler.FindDatasetAsync("info", Detector0, cancellationToken: Token)).ShouldBeNull();
        Directory.Exists(Path.Combine(repository.Root, "u")).ShouldBeFalse();
    }

    [Fact]
    public async Task Runs_types_and_modes_are_checked_before_anything_is_written()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var value = new Dictionary<string, int>();
        await Should.ThrowAsync<MissingCollectionException>(() => repository.Butler.PutAsync(value, "info", Detector0, "no/such/run", Token));
        await Should.ThrowAsync<MissingDatasetTypeException>(() => repository.Butler.PutAsync(value, "inof", Detector0, cancellationToken: Token));
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync("text", "info", Detector0, cancellationToken: Token));
        await Should.ThrowAsync<DataIdException>(() => repository.Butler.PutAsync(value, "info", new() { ["instrument"] = "Cam", ["detector"] = 77 }, cancellationToken: Token));
        await repository.ReopenAsync(SmallRepository.ReadOnly("u/run"));
        await Should.ThrowAsync<ButlerException>(() => repository.Butler.PutAsync(value, "info", Detector0, "u/run", Token));
        repository.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Hostile_data_ids_stay_below_the_root()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "group");
        foreach (var group in (string[])["../../evil", "x/../../../etc"])
            await repository.Butler.PutAsync(new Dictionary<string, int>(), "info", new() { ["instrument"] = "Cam", ["group"] = group }, cancellationToken: Token);
        Directory.GetFiles(Path.GetDirectoryName(repository.Root)!).Select(Path.GetFileName).ShouldBe(["seed.yaml"]);
        repository.Files().ShouldAllBe(f => f.StartsWith("u/run/info/", StringComparison.Ordinal));
        repository.Files().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_that_climbs_is_refused()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        await repository.ReopenAsync(new() { Run = "../outside" });
        await Should.ThrowAsync<DatastoreException>(() => repository.Butler.PutAsync(new Dictionary<string, int>(), "info", Detector0, cancellationToken: Token));
        Directory.Exists(repository.Outside("outside")).ShouldBeFalse();
    }

    [Fact]
    public async Task Data_ids_that_would_share_a_path_are_a_conflict()
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "group");
        DatasetRef Of(string group) => repository.Ref(type, new() { ["instrument"] = "Cam", ["group"] = group });
        await Should.ThrowAsync<ConflictException>(() => repository.Butler.PutAsync(
            [(new Dictionary<string, int> { ["a"] = 1 }, Of("a b")), (new Dictionary<string, int> { ["a"] = 2 }, Of("a_b"))], Token));
        await repository.Butler.PutAsync([(new Dictionary<string, int> { ["a"] = 1 }, Of("a b"))], Token);
        await Should.ThrowAsync<ConflictException>(() => repository.Butler.PutAsync([(new Dictionary<string, int> { ["a"] = 2 }, Of("a_b"))], Token));
        var first = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync("info", new() { ["instrument"] = "Cam", ["group"] = "a b" }, cancellationToken: Token);
        first["a"].ShouldBe(1L);
    }

    [Fact]
    public async Task A_file_that_is_gone_or_changed_is_told()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var put = await repository.Butler.PutAsync(new Dictionary<string, int> { ["a"] = 1 }, "info", Detector0, cancellationToken: Token);
        var file = Path.Combine(repository.Root, repository.Files()[0]);
        await File.AppendAllTextAsync(file, "b: 2\n", Token);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(put, cancellationToken: Token))).Message.ShouldContain("has 10 bytes but 5 are recorded");
        File.Delete(file);
        (await Should.ThrowAsync<DatastoreException>(() => repository.Butler.GetAsync(put, cancellationToken: Token))).Message.ShouldContain("registered but missing");
        (await repository.Butler.ExistsAsync([put], Token))[put.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Datastore);
        (await repository.Butler.GetUrisAsync([put], Token))[put.Id].Single().Uri.LocalPath.ShouldBe(file);
    }

    [Fact]
    public async Task A_dataset_that_is_not_there_names_what_was_searched()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var error = await Should.ThrowAsync<DatasetNotFoundException>(() => repository.Butler.GetAsync("info", Detector0, cancellationToken: Token));
        error.Message.ShouldContain("'info'");
        error.Message.ShouldContain("u/run");
    }

    [Fact]
    public async Task Checksums_are_recorded_where_configured()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore: {checksum: true}");
        await repository.RegisterAsync("text", "Plot", "detector");
        var put = await repository.Butler.PutAsync("abc"u8.ToArray(), "text", Detector0, cancellationToken: Token);
        // BLAKE2b-512 of "abc", RFC 7693 appendix A.
        (await repository.Butler.Datastore.FindRecordsAsync([put.Id], Token))[put.Id].Single().Checksum.ShouldBe(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    }

    [Fact]
    public async Task Many_threads_may_use_one_butler()
    {
        await using var repository = await SmallRepository.MakeAsync();
        for (var i = 0; i < 8; i++)
            await repository.RegisterAsync($"info{i}", "StructuredDataDict", "exposure", "detector");
        await Parallel.ForEachAsync(Enumerable.Range(0, 48), Token, async (i, token) =>
        {
            var dataId = new DataId { ["instrument"] = "Cam", ["exposure"] = 1 + (i % 2), ["detector"] = i / 16 };
            var name = $"info{i / 2 % 8}";
            await repository.Butler.PutAsync(new Dictionary<string, int> { ["i"] = i }, name, dataId, cancellationToken: token);
            var got = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync(name, dataId, cancellationToken: token);
            got["i"].ShouldBe((long)i);
        });
        repository.Files().Count.ShouldBe(48);
    }

    [Fact]
    public async Task A_composite_may_be_stored_in_components()
    {
        await using var repository = await SmallRepository.MakeAsync(
            """
            storageClasses:
              Parts: {pytype: dict, components: {data: StructuredDataList, summary: StructuredDataDict}, derivedComponents: {count: int}}
            datastore:
              composites: {disassembled: {Parts: true}}
              formatters: {StructuredDataList: lsst.daf.butler.formatters.json.JsonFormatter}
            """);
        await repository.RegisterAsync("parts", "Parts", "detector");
        var value = new Dictionary<string, object> { ["data"] = new[] { 1, 2 }, ["summary"] = new Dictionary<string, double> { ["x"] = 1.5 } };
        var put = await repository.Butler.PutAsync(value, "parts", Detector0, cancellationToken: Token);
        repository.Files().ShouldBe(["u/run/parts.data/parts_data_Cam_D0_u_run.json", "u/run/parts.summary/parts_summary_Cam_D0_u_run.yaml"]);
        var whole = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync(put, cancellationToken: Token);
        whole.Keys.ShouldBe(["data", "summary"], ignoreOrder: true);
        ((List<object?>)await repository.Butler.GetAsync("parts.data", Detector0, cancellationToken: Token)).ShouldBe([1L, 2L]);
        (await repository.Butler.GetUrisAsync([put], Token))[put.Id].Select(u => u.Component).ShouldBe(["data", "summary"]);
        File.Delete(Path.Combine(repository.Root, repository.Files()[0]));
        (await repository.Butler.ExistsAsync([put], Token))[put.Id].ShouldBe(DatasetExistence.Recorded | DatasetExistence.Datastore);
        await Should.ThrowAsync<DatasetTypeException>(() => repository.Butler.GetAsync("parts.sumary", Detector0, cancellationToken: Token));
    }

    [Fact]
    public async Task What_an_exposure_loses_in_components_is_named_once()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  composites:\n    disassembled:\n      ExposureF: true\n");
        var type = await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var log = new ListLog();
        await repository.ReopenAsync(new() { Run = "u/run", Log = log });
        var pixels = new MaskedImage(Box2I.FromSize(0, 0, 5, 4));
        FitsCard[] cards = [FitsCard.Of("EXPTIME", 30.0, "seconds"), FitsCard.Of("OBJECT", "1e5"), FitsCard.Of("N", 3L), FitsCard.Commentary("HISTORY", "one"), FitsCard.Commentary("HISTORY", "two")];
        var plain = new Exposure(pixels, new FitsHeader(cards));
        await repository.Butler.PutAsync([(plain, Ref(0))], Token);
        log.Messages.ShouldBeEmpty();
        ((Exposure)await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token)).Metadata.ShouldBe(cards);
        ((FitsHeader)await repository.Butler.GetAsync("calexp.metadata", Detector0, cancellationToken: Token)).ShouldBe(cards);
        var written = await File.ReadAllTextAsync(Path.Combine(repository.Root, repository.Files().Single(f => f.EndsWith(".yaml", StringComparison.Ordinal))), Token);
        written.ShouldStartWith("!<lsst.daf.base.PropertyList>\n");
        var known = new Exposure(pixels)
        {
            Psf = new(5, 5, 2),
            VisitInfo = new() { ExposureTime = 30, Id = 7 },
            FilterLabel = new("r", "HSC-R2"),
            PhotoCalib = new(2.5, 0.5),
            ValidPolygon = [(0, 0), (5, 0), (5, 4)],
            Wcs = new FitsHeader([FitsCard.Of("CTYPE1", "RA---TAN"), FitsCard.Of("CTYPE2", "DEC--TAN"), FitsCard.Of("CRVAL1", 10.0), FitsCard.Of("CRVAL2", 5.0), FitsCard.Of("CRPIX1", 3.0), FitsCard.Of("CRPIX2", 2.0), FitsCard.Of("CD1_1", -1e-4), FitsCard.Of("CD2_2", 1e-4)]),
        };
        var path = SharedFiles.Data("obs_base/calexp.fits");
        var (first, second) = (await ExposureReader.ReadAsync(path, cancellationToken: Token), await ExposureReader.ReadAsync(path, cancellationToken: Token));
        await repository.Butler.PutAsync([(known, Ref(1)), (first, Ref(2)), (second, Ref(3))], Token);
        log.Messages.ShouldHaveSingleItem().ShouldContain("'calexp' are stored in components, without AP_CORR_MAP, COADD_INPUTS, TRANSMISSION_CURVE;");
        var again = (Exposure)await repository.Butler.GetAsync("calexp", new() { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token);
        again.ShouldSatisfyAllConditions(
            () => again.Psf.ShouldBe(known.Psf), () => again.VisitInfo.ShouldBe(known.VisitInfo), () => again.FilterLabel.ShouldBe(known.FilterLabel),
            () => again.PhotoCalib.ShouldBe(known.PhotoCalib), () => again.ValidPolygon.ShouldBe(known.ValidPolygon), () => again.Wcs.ShouldBe(known.Wcs));
        var part = new Dictionary<string, object> { ["bbox"] = Box2I.FromSize(1, 2, 2, 2) };
        var cutout = (Exposure)await repository.Butler.GetAsync("calexp", new() { ["instrument"] = "Cam", ["detector"] = 1 }, parameters: part, cancellationToken: Token);
        (cutout.Wcs!.GetDouble("CRPIX1"), cutout.Wcs.GetDouble("CRPIX2")).ShouldBe((2, 0));
        (await repository.Butler.GetAsync("calexp.photoCalib", new() { ["instrument"] = "Cam", ["detector"] = 1 }, cancellationToken: Token)).ShouldBe(known.PhotoCalib);

        DatasetRef Ref(int detector) => repository.Ref(type, new() { ["instrument"] = "Cam", ["detector"] = detector });
    }

    [Fact]
    public async Task In_components_an_exposure_keeps_its_detector_and_statistics()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  composites:\n    disassembled:\n      ExposureF: true\n");
        var type = await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var log = new ListLog();
        await repository.ReopenAsync(new() { Run = "u/run", Log = log });
        var exposure = await ExposureReader.ReadAsync(SharedFiles.Data("obs_base/calexp.fits"), cancellationToken: Token);
        var own = exposure.Detector! with { Name = "own", Id = 7 };
        var made = new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4))) { Detector = own, SummaryStats = "psfSigma: 1.5\nraCorners: [1.0, .nan]\nversion: 0\n" };
        await repository.Butler.PutAsync([(exposure, Ref(0))], Token);
        log.Messages.Clear();
        await repository.Butler.PutAsync([(made, Ref(1))], Token);
        // Afw could not read a whole exposure with a detector that has no transformations.
        log.Messages.ShouldHaveSingleItem().ShouldContain("'calexp' are stored in components, without DETECTOR;");

        var whole = (Exposure)await repository.Butler.GetAsync("calexp", Place(0), cancellationToken: Token);
        whole.Detector.ShouldNotBeNull().Amplifiers.Select(a => a.ToString()).ShouldBe(exposure.Detector!.Amplifiers.Select(a => a.ToString()));
        (whole.Detector with { Amplifiers = exposure.Detector.Amplifiers }).ShouldBe(exposure.Detector);
        var statistics = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync("calexp.summaryStats", Place(0), cancellationToken: Token);
        statistics.Keys.ShouldContain("psfSigma");
        var again = (Exposure)await repository.Butler.GetAsync("calexp", Place(1), cancellationToken: Token);
        again.Detector.ShouldBeNull();
        var parts = (OrderedDictionary<string, object?>)await repository.Butler.GetAsync("calexp.summaryStats", Place(1), cancellationToken: Token);
        (parts["psfSigma"], parts["version"]).ShouldBe((1.5, 0L));
        ((List<object?>)parts["raCorners"]!).ShouldBe([1.0, double.NaN]);

        await repository.Butler.PutAsync([(again, Ref(2))], Token);
        ((Exposure)await repository.Butler.GetAsync("calexp", Place(2), cancellationToken: Token)).SummaryStats.ShouldBe(again.SummaryStats);

        DataId Place(int detector) => new() { ["instrument"] = "Cam", ["detector"] = detector };
        DatasetRef Ref(int detector) => repository.Ref(type, Place(detector));
    }

    [Fact]
    public async Task A_component_of_an_unknown_kind_is_named_where_the_whole_is_read_without_it()
    {
        await using var repository = await SmallRepository.MakeAsync("datastore:\n  composites:\n    disassembled:\n      ExposureF: true\n");
        var type = await repository.RegisterAsync("calexp", "ExposureF", "detector");
        var log = new ListLog();
        await repository.ReopenAsync(new() { Run = "u/run", Log = log });
        await repository.Butler.PutAsync([(new Exposure(new MaskedImage(Box2I.FromSize(0, 0, 5, 4))) { Psf = new(5, 5, 2) }, repository.Ref(type, Detector0))], Token);
        var path = Path.Combine(repository.Root, repository.Files().Single(file => file.Contains("calexp.psf", StringComparison.Ordinal)));
        var foreign = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Token)).Replace("GaussianPsf", "StrangerPsf", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(path, System.Text.Encoding.Latin1.GetBytes(foreign), Token);

        ((Exposure)await repository.Butler.GetAsync("calexp", Detector0, cancellationToken: Token)).Psf.ShouldBeNull();
        var message = log.Messages.ShouldHaveSingleItem();
        message.ShouldContain("is read without its psf");
        message.ShouldContain("StrangerPsf");
    }

    private static async Task CheckAsync(SmallRepository repository, string name, string storageClass, object value, Action<object> check)
    {
        await repository.RegisterAsync(name, storageClass, "detector");
        await repository.Butler.PutAsync(value, name, Detector0, cancellationToken: Token);
        check(await repository.Butler.GetAsync(name, Detector0, cancellationToken: Token));
    }
}
