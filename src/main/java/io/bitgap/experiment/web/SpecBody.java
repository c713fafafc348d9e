package io.bitgap.experiment.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The request body is an experiment's spec; it is read by hand, so OpenAPI has to be told. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@RequestBody(
        required = true,
        description =
                "The grid: methods x bits x seeds on one network and one data set. limits take as many images of every class as"
                        + " can be, spread evenly over each split; they are the same for every seed and method. validationExamples"
                        + " are held out of the training split: by them the best epoch is chosen and earlyStopping ends a run. control (true where it is"
                        + " left out) adds fp32 runs that are trained on from the baseline as the quantized runs are: one a seed for every"
                        + " distinct recipe and total length.",
        content =
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(ref = SpecSchema.REFERENCE),
                        examples = {
                            @ExampleObject(name = "the least", value = """
                                    {"name": "PACT on shapes", "network": "resnet8", "dataset": "shapes10",
                                     "methods": ["pact", "w-google-act-pact"], "bits": ["4", "w3a4"]}
                                    """),
                            @ExampleObject(name = "nearly everything", value = """
                                    {"name": "QIL from wide to narrow", "network": "resnet20", "dataset": "cifar10",
                                     "methods": ["lsq",
                                                 {"label": "qil, progressive", "start": "progressive",
                                                  "weights": {"quantizer": "qil", "options": {"learnGamma": true}},
                                                  "activations": {"quantizer": "qil"}, "bits": ["5", "4", "3"]}],
                                     "bits": ["4", {"weights": 2, "activations": 2}], "seeds": [1, 2, 3],
                                     "baseline": {"epochs": 30, "learningRate": 0.1},
                                     "recipe": {"name": "fine-tune-cosine", "epochs": 5},
                                     "attach": {"firstLayer": "keep", "lastLayer": "8bit", "ignore": ["stem"]},
                                     "limits": {"trainExamples": 5000, "testExamples": 1000, "validationExamples": 500},
                                     "control": true, "levelConvention": "bits", "priority": 0}
                                    """)
                        }))
@interface SpecBody {}
